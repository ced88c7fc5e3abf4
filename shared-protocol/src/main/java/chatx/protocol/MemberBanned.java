package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.banned")
@Doc("Somebody was banned; a membership they had is ended.")
public record MemberBanned(
    @Doc("Who.") UserSummary user,
    @Doc("Who did it.") UserSummary by,
    @Doc("Why.") @Nullable String reason)
    implements DurableEvent {}
