package chatx.desktop.nearby;

import chatx.desktop.storage.ServerAddress;
import chatx.lan.FoundServer;
import chatx.protocol.lan.Announcement;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A server as its row shows it.
 *
 * @param host the person or computer that hosts it; may be empty
 * @param people how many are connected; empty where only its port answered
 * @param locked whether one needs an invite
 * @param pingMs empty while its port has not answered
 * @param joined whether somebody here has an account on it
 */
public record NearbyServer(
    ServerAddress address,
    String name,
    String host,
    OptionalInt people,
    boolean locked,
    OptionalLong pingMs,
    boolean joined) {

  static NearbyServer of(FoundServer found, boolean joined) {
    var announcement = found.announcement();
    return new NearbyServer(
        new ServerAddress(
            found.address().getAddress().getHostAddress(),
            found.address().getPort(),
            announcement.map(Announcement::secure).orElse(true)),
        found.name(),
        announcement.map(Announcement::host).orElse(""),
        announcement.map(each -> OptionalInt.of(each.people())).orElse(OptionalInt.empty()),
        announcement.map(Announcement::locked).orElse(false),
        found.ping().map(ping -> OptionalLong.of(ping.toMillis())).orElse(OptionalLong.empty()),
        joined);
  }
}
