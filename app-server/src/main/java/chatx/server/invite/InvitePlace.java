package chatx.server.invite;

import chatx.protocol.Invite;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an invite says of the server.
 *
 * @param addresses at the moment, the likeliest first; at least one
 * @param key absent for a server that does not encrypt
 */
public record InvitePlace(
    List<InviteAddress> addresses, boolean secure, @Nullable ServerKey key, String server) {
  public InvitePlace {
    addresses = List.copyOf(addresses);
  }

  /** The link of an invite to this server. */
  public String link(Invite invite, InviteToken token) {
    return new InviteCodec()
        .text(new InviteLink(addresses, secure, key, server, invite.roomName(), token));
  }
}
