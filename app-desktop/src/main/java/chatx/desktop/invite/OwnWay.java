package chatx.desktop.invite;

import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the address that works for the inviter in front of those that the server knows. */
final class OwnWay {
  private static final int MOST = 16;

  private OwnWay() {}

  static InviteLink first(InviteLink link, SavedAccount account) {
    ServerAddress mine = account.address();
    String host = mine.host().toLowerCase(Locale.ROOT);
    if (account.hosted() || isThisComputer(host)) {
      return link;
    }
    var way = new InviteAddress(host, mine.port());
    if (mine.secure() != link.secure()) {
      // A proxy stands before the server: its own addresses are not how people reach it.
      return new InviteLink(
          List.of(way), mine.secure(), null, link.server(), link.room(), link.token());
    }
    List<InviteAddress> all = new ArrayList<>();
    all.add(way);
    link.addresses().stream().filter(each -> !each.equals(way)).limit(MOST - 1).forEach(all::add);
    return new InviteLink(all, link.secure(), link.key(), link.server(), link.room(), link.token());
  }

  private static boolean isThisComputer(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
