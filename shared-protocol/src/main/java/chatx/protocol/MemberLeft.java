package chatx.protocol;

@WireName("member.left")
@Doc("Somebody left.")
public record MemberLeft(@Doc("Who.") UserSummary user) implements DurableEvent {}
