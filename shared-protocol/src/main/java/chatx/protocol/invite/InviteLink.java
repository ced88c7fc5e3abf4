package chatx.protocol.invite;

import chatx.protocol.Doc;
import chatx.protocol.trust.ServerKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Doc("All that somebody outside needs to come in.")
public record InviteLink(
    @Doc("Where the server may be reached, the likeliest first; 1 to 16.")
        List<InviteAddress> addresses,
    @Doc("Whether it speaks TLS there.") boolean secure,
    @Doc("By what it is known; absent where it does not speak TLS itself.") @Nullable ServerKey key,
    @Doc("What the server is called, for people.") String server,
    @Doc("What the room is called, for people; absent for an invite to the server alone.")
        @Nullable String room,
    @Doc("The secret.") InviteToken token) {
  public InviteLink {
    addresses = List.copyOf(addresses);
  }
}
