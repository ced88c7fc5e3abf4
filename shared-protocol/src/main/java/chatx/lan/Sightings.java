package chatx.lan;

import chatx.protocol.lan.Announcement;
import chatx.protocol.trust.ServerKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who was heard, merged by identity. What is heard is not proven: one sender takes up only so much
 * room, and says goodbye only for what is known from there. Times are of {@link System#nanoTime}.
 * One thread at a time.
 */
final class Sightings {
  /** Without any sign for so long, a server is gone: two of its packets may be lost. */
  static final Duration EXPIRY = Duration.ofSeconds(12);

  static final int MOST = 200;
  static final int MOST_OF_SENDER = 16;
  static final int MOST_ADDRESSES = 8;

  private final Map<ServerKey, Entry> announced = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Knocked> knocked = new LinkedHashMap<>();

  private static final class Entry {
    private Announcement announcement;
    private final Map<InetSocketAddress, Sign> signs = new LinkedHashMap<>();

    Entry(Announcement announcement) {
      this.announcement = announcement;
    }
  }

  /** The last sign of one address. */
  private record Sign(Set<Way> ways, long at, @Nullable Duration ping) {
    Sign by(Way way, long now) {
      Set<Way> all = EnumSet.of(way);
      all.addAll(ways);
      return new Sign(all, now, ping);
    }
  }

  private record Knocked(String name, Sign sign) {}

  /** A server was announced from there. */
  void here(Announcement announcement, InetAddress from, Way way, long now) {
    Entry entry = announced.get(announcement.server());
    if (entry == null) {
      if (announced.size() >= MOST || from(from) >= MOST_OF_SENDER) {
        return;
      }
      entry = new Entry(announcement);
      announced.put(announcement.server(), entry);
    }
    var address = new InetSocketAddress(from, announcement.port());
    if (!entry.signs.containsKey(address) && entry.signs.size() >= MOST_ADDRESSES) {
      return;
    }
    entry.announcement = announcement;
    Sign before = entry.signs.get(address);
    entry.signs.put(
        address, before == null ? new Sign(EnumSet.of(way), now, null) : before.by(way, now));
    knocked.remove(address);
  }

  /** A server said goodbye; believed only from where it was. */
  void gone(ServerKey server, InetAddress from) {
    Entry entry = announced.get(server);
    if (entry != null && isFrom(entry, from)) {
      announced.remove(server);
    }
  }

  /** A port answered that was tried without an announcement. */
  void answered(InetSocketAddress address, String name, Way way, Duration ping, long now) {
    for (Entry entry : announced.values()) {
      if (entry.signs.containsKey(address)) {
        pinged(address, ping, now);
        return;
      }
    }
    if (knocked.containsKey(address) || knocked.size() < MOST) {
      knocked.put(address, new Knocked(name, new Sign(EnumSet.of(way), now, ping)));
    }
  }

  /** A server that is known here answered; a sign of life like any other. */
  void pinged(InetSocketAddress address, Duration ping, long now) {
    for (Entry entry : announced.values()) {
      entry.signs.computeIfPresent(address, (_, sign) -> new Sign(sign.ways(), now, ping));
    }
    knocked.computeIfPresent(
        address, (_, known) -> new Knocked(known.name(), new Sign(known.sign().ways(), now, ping)));
  }

  /** It did not answer: other addresses of that server come first. */
  void silent(InetSocketAddress address) {
    for (Entry entry : announced.values()) {
      entry.signs.computeIfPresent(address, (_, sign) -> new Sign(sign.ways(), sign.at(), null));
    }
  }

  /** Forgets what gave no sign for too long. */
  void expire(long now) {
    announced.values().forEach(entry -> entry.signs.values().removeIf(sign -> isOld(sign, now)));
    announced.values().removeIf(entry -> entry.signs.isEmpty());
    knocked.values().removeIf(each -> isOld(each.sign(), now));
  }

  /** All addresses there are, for asking whether somebody is there. */
  Set<InetSocketAddress> addresses() {
    Set<InetSocketAddress> all = new HashSet<>(knocked.keySet());
    announced.values().forEach(entry -> all.addAll(entry.signs.keySet()));
    return all;
  }

  /** In the order of names, so that rows do not jump. */
  List<FoundServer> list() {
    List<FoundServer> list = new ArrayList<>();
    announced.values().forEach(entry -> list.add(found(entry)));
    knocked.forEach((address, each) ->
        list.add(
            new FoundServer(
                Optional.empty(),
                each.name(),
                List.of(address),
                each.sign().ways(),
                Optional.ofNullable(each.sign().ping()))));
    list.sort(
        Comparator.comparing(FoundServer::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(each -> each.announcement().map(a -> a.server().text()).orElse(""))
            .thenComparing(each -> each.address().toString()));
    return List.copyOf(list);
  }

  private static FoundServer found(Entry entry) {
    List<Map.Entry<InetSocketAddress, Sign>> ranked = new ArrayList<>(entry.signs.entrySet());
    ranked.sort(
        Comparator.comparing(
            each -> each.getValue().ping(), Comparator.nullsLast(Comparator.naturalOrder())));
    Set<Way> ways = EnumSet.noneOf(Way.class);
    ranked.forEach(each -> ways.addAll(each.getValue().ways()));
    return new FoundServer(
        Optional.of(entry.announcement),
        entry.announcement.name(),
        ranked.stream().map(Map.Entry::getKey).toList(),
        ways,
        Optional.ofNullable(ranked.getFirst().getValue().ping()));
  }

  private long from(InetAddress sender) {
    return announced.values().stream().filter(entry -> isFrom(entry, sender)).count();
  }

  private static boolean isFrom(Entry entry, InetAddress sender) {
    return entry.signs.keySet().stream().anyMatch(each -> each.getAddress().equals(sender));
  }

  private static boolean isOld(Sign sign, long now) {
    return now - sign.at() > EXPIRY.toNanos();
  }
}
