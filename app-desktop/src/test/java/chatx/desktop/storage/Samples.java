package chatx.desktop.storage;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** What tests keep, and how they open what keeps it. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  static final UserSummary ADA =
      new UserSummary(new UserId(UUID.randomUUID()), "ada", "Ada Lovelace");

  private Samples() {}

  static AccountStore open(Path folder) {
    return open("", folder);
  }

  static AccountStore open(String disk, Path folder) {
    return switch (AccountStore.open(disk, folder, CLOCK)) {
      case AccountStore.Opened(AccountStore store) -> store;
      case AccountStore.Refused(StorageRefusal why) -> throw new AssertionError(why.toString());
    };
  }

  static RoomId room() {
    return new RoomId(UUID.randomUUID());
  }

  static OutboxEntry entry(RoomId room, String body) {
    return new OutboxEntry(
        new ClientKey(UUID.randomUUID()), room, body, NOON, OutboxState.QUEUED, null);
  }

  static RoomState state(RoomId room, long lastSeq) {
    return new RoomState(
        room,
        "garden",
        "what grows",
        false,
        lastSeq,
        1,
        List.of(new Member(ADA, MemberRole.OWNER, NOON, true)));
  }

  static LoggedEvent message(long seq) {
    return new LoggedEvent(
        seq,
        NOON.plusSeconds(seq),
        new MessagePosted(
            new MessageId(UUID.randomUUID()),
            ADA,
            new ClientKey(UUID.randomUUID()),
            "message " + seq + " – grüße \uD83C\uDF31"));
  }

  static List<LoggedEvent> messages(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Samples::message).toList();
  }
}
