package chatx.protocol;

@WireName("invite.revoke")
@Doc(
    "Ends an invite; who came in with it stays. For who made it, for moderators of its room and for"
        + " administrators.")
@AnsweredBy(
    value = Done.class,
    problems = {ProblemCode.INVITE_UNKNOWN})
public record RevokeInvite(@Doc("Which invite.") InviteId invite) implements SessionCommand {}
