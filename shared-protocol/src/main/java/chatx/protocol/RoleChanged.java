package chatx.protocol;

@WireName("member.role_changed")
@Doc("A member has another role.")
public record RoleChanged(
    @Doc("Who.") UserSummary user,
    @Doc("The new role.") MemberRole role,
    @Doc("Who did it.") UserSummary by)
    implements DurableEvent {}
