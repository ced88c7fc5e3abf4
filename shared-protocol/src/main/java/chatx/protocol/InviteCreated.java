package chatx.protocol;

@WireName("invite.created")
@Doc("The invite is made. Nobody can ask for its link again.")
public record InviteCreated(
    @Doc("The invite.") Invite invite,
    @Doc(
            "Its link, with the addresses that the server knows of itself; a client may put the one"
                + " that it uses itself in front.")
        String link)
    implements ServerReply {
  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "InviteCreated[" + invite + "]";
  }
}
