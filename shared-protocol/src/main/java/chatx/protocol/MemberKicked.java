package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("member.kicked")
@Doc("Somebody's membership was ended.")
public record MemberKicked(
    @Doc("Who.") UserSummary user,
    @Doc("Who did it.") UserSummary by,
    @Doc("Why.") @Nullable String reason)
    implements DurableEvent {}
