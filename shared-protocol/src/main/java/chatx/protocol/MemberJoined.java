package chatx.protocol;

@WireName("member.joined")
@Doc("Somebody became a member.")
public record MemberJoined(@Doc("Who.") UserSummary user) implements DurableEvent {}
