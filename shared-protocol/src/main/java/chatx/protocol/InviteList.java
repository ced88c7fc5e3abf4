package chatx.protocol;

import java.util.List;

@WireName("invite.listed")
@Doc("Invites.")
public record InviteList(@Doc("The newest first.") List<Invite> invites) implements ServerReply {}
