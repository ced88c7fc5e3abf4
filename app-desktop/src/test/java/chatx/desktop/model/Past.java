package chatx.desktop.model;

import chatx.protocol.ClientKey;
import chatx.protocol.DurableEvent;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The log of a room as a server would have it, written by a test. */
final class Past {
  static final UserSummary ME = person("ada");
  static final UserSummary BEN = person("ben");
  static final UserSummary EVA = person("eva");

  final RoomId room;
  final List<LoggedEvent> log = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  Past(String name) {
    room = new RoomId(id(name));
    add(new RoomCreated(BEN, name, "", false));
  }

  static UserSummary person(String name) {
    return new UserSummary(new UserId(id(name)), name, "The " + name);
  }

  static ClientKey key(long number) {
    return new ClientKey(new UUID(7, number));
  }

  Past at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  Past later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  LoggedEvent add(DurableEvent event) {
    LoggedEvent logged = new LoggedEvent(log.size() + 1, now, event);
    log.add(logged);
    return logged;
  }

  LoggedEvent say(UserSummary author, String text) {
    return say(author, text, key(1_000_000L + log.size()));
  }

  LoggedEvent say(UserSummary author, String text, ClientKey key) {
    return add(new MessagePosted(new MessageId(id("m" + log.size())), author, key, text));
  }

  /** As many messages as that, a minute apart, by two people in turn. */
  Past chat(int messages) {
    for (int i = 0; i < messages; i++) {
      later(Duration.ofMinutes(1));
      var _ = say(i % 7 < 4 ? BEN : EVA, "message " + (log.size() + 1));
    }
    return this;
  }

  long last() {
    return log.size();
  }

  List<LoggedEvent> newest(int count) {
    return List.copyOf(log.subList(Math.max(0, log.size() - count), log.size()));
  }

  HistoryPage before(long seq, int count) {
    int until = (int) Math.min(seq - 1, log.size());
    return page(Math.max(0, until - count), until);
  }

  HistoryPage after(long seq, int count) {
    return page((int) seq, (int) Math.min(log.size(), seq + count));
  }

  HistoryPage around(long seq, int count) {
    int from = (int) Math.max(0, seq - 1 - count / 2);
    return page(from, Math.min(log.size(), from + count));
  }

  HistoryPage newestPage(int count) {
    return page(Math.max(0, log.size() - count), log.size());
  }

  RoomState state(String name) {
    Instant joined = Instant.parse("2026-11-01T12:00:00Z");
    return new RoomState(
        room,
        name,
        "",
        false,
        last(),
        3,
        List.of(
            new Member(BEN, MemberRole.OWNER, joined, true),
            new Member(ME, MemberRole.MEMBER, joined, true),
            new Member(EVA, MemberRole.MEMBER, joined, false)));
  }

  private HistoryPage page(int from, int until) {
    return new HistoryPage(List.copyOf(log.subList(from, until)), from > 0, until < log.size());
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
