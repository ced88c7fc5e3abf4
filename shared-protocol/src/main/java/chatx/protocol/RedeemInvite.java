package chatx.protocol;

@WireName("invite.redeem")
@Doc(
    "Makes the caller a member of the invite's room, private or not, tells the members, and"
        + " subscribes the connection. Who is in the room already, or came in with the same invite"
        + " before, does not use it up any further.")
@AnsweredBy(
    value = RoomJoined.class,
    problems = {
      ProblemCode.INVITE_UNKNOWN,
      ProblemCode.INVITE_EXPIRED,
      ProblemCode.INVITE_USED_UP,
      ProblemCode.INVITE_REVOKED,
      ProblemCode.INVITE_BARRED,
      ProblemCode.INVITE_WITHOUT_ROOM,
      ProblemCode.ROOM_GONE,
      ProblemCode.BANNED,
      ProblemCode.TOO_MANY_ATTEMPTS
    })
public record RedeemInvite(@Doc("The token of the link, 22 characters.") String token)
    implements SessionCommand {
  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "RedeemInvite";
  }
}
