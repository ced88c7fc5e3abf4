package chatx.desktop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.LoggedEvent;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.UnknownEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account keeps is there again after the next start. */
final class AccountStoreTest {
  @TempDir Path folder;

  private final RoomId garden = Samples.room();

  @Test
  void unsentMessagesComeBackInTheOrderTheyWereWritten() {
    List<OutboxEntry> written = new ArrayList<>();
    try (AccountStore store = Samples.open(folder)) {
      for (int i = 0; i < 30; i++) {
        OutboxEntry entry = Samples.entry(i % 2 == 0 ? garden : Samples.room(), "text\n\0" + i);
        assertThat(store.keep(entry)).isEmpty();
        written.add(entry);
      }
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.outbox()).isEqualTo(written);
    }
  }

  @Test
  void aMessageThatWasOnItsWayWaitsAgainAndAFailedOneKeepsItsProblem() {
    Problem problem = new Problem(ProblemCode.TOO_LONG, "Too long.", "body", 1_500L, "r1");
    OutboxEntry sending = Samples.entry(garden, "on its way");
    OutboxEntry failed = Samples.entry(garden, "refused");
    OutboxEntry accepted = Samples.entry(garden, "there");
    OutboxEntry deleted = Samples.entry(garden, "deleted");
    try (AccountStore store = Samples.open(folder)) {
      for (OutboxEntry each : List.of(sending, failed, accepted, deleted)) {
        assertThat(store.keep(each)).isEmpty();
        assertThat(store.update(each.in(OutboxState.SENDING, null))).isEmpty();
      }
      assertThat(store.update(failed.in(OutboxState.FAILED, problem))).isEmpty();
      assertThat(store.update(accepted.in(OutboxState.ACCEPTED, null))).isEmpty();
      assertThat(store.update(deleted.in(OutboxState.REMOVED, null))).isEmpty();
      assertThat(store.update(Samples.entry(garden, "never kept"))).isEmpty();
      assertThat(store.outbox())
          .containsExactly(
              sending.in(OutboxState.SENDING, null), failed.in(OutboxState.FAILED, problem));
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.outbox()).containsExactly(sending, failed.in(OutboxState.FAILED, problem));
      assertThat(store.update(failed)).isEmpty();
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.outbox()).containsExactly(sending, failed);
    }
  }

  @Test
  void draftsAndMarksComeBackAndGoWithTheirRoom() {
    RoomId other = Samples.room();
    RoomMarks marks = RoomMarks.NONE.read(17).favourite(true).muted(true);
    try (AccountStore store = Samples.open(folder)) {
      store.draft(garden, "half a sen");
      store.draft(garden, "half a sentence");
      store.draft(other, "sent");
      store.draft(other, "");
      store.marks(garden, marks);
      store.marks(other, RoomMarks.NONE.read(3).read(2));
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.draft(garden)).contains("half a sentence");
      assertThat(store.draft(other)).isEmpty();
      assertThat(store.marks(garden)).isEqualTo(marks);
      assertThat(store.marks(other)).isEqualTo(new RoomMarks(3, false, false));
      store.forget(garden);
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.draft(garden)).isEmpty();
      assertThat(store.marks(garden)).isEqualTo(RoomMarks.NONE);
    }
  }

  @Test
  void aRoomComesBackWithItsNewestEvents() {
    RoomId other = Samples.room();
    List<LoggedEvent> events = Samples.messages(1, 450);
    RoomSnapshot small = new RoomSnapshot(Samples.state(other, 9), Samples.messages(8, 9));
    try (AccountStore store = Samples.open(folder)) {
      store.enter(new RoomSnapshot(Samples.state(garden, 100), events.subList(0, 100)));
      store.advance(Samples.state(garden, 101), events.subList(100, 101));
      store.enter(small);
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.rooms())
          .containsExactlyInAnyOrder(
              new RoomSnapshot(Samples.state(garden, 101), events.subList(0, 101)), small);
      store.advance(Samples.state(garden, 300), events.subList(101, 300));
      store.advance(Samples.state(garden, 450), events.subList(300, 450));
    }
    RoomState renamed = new RoomState(garden, "yard", "", true, 451, 1, List.of());
    LoggedEvent newer = new LoggedEvent(451, Samples.NOON, new UnknownEvent("room.painted"));
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.rooms())
          .contains(new RoomSnapshot(Samples.state(garden, 450), events.subList(250, 450)));
      store.advance(renamed, List.of(newer));
      store.forget(other);
    }
    try (AccountStore store = Samples.open(folder)) {
      List<LoggedEvent> last = new ArrayList<>(events.subList(251, 450));
      last.add(newer);
      assertThat(store.rooms()).containsExactly(new RoomSnapshot(renamed, last));
    }
  }

  @Test
  void eventsThatDoNotFollowReplaceWhatWasCached() {
    try (AccountStore store = Samples.open(folder)) {
      store.enter(new RoomSnapshot(Samples.state(garden, 20), Samples.messages(1, 20)));
    }
    List<LoggedEvent> later = Samples.messages(500, 510);
    try (AccountStore store = Samples.open(folder)) {
      store.advance(Samples.state(garden, 510), later);
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.rooms())
          .containsExactly(new RoomSnapshot(Samples.state(garden, 510), later));
    }
  }

  @Test
  void theOutboxRefusesMoreThanItCanHoldAndKeepsWhatItHas() {
    try (AccountStore store = Samples.open(folder)) {
      String long1 = "x".repeat(3 << 20);
      assertThat(store.keep(Samples.entry(garden, long1))).isEmpty();
      assertThat(store.keep(Samples.entry(garden, long1))).isEmpty();
      assertThat(store.keep(Samples.entry(garden, long1)))
          .hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.QUOTA);
            assertThat(problem.field()).isEqualTo(AccountStore.THIS_COMPUTER);
          });
      assertThat(store.outbox()).hasSize(2);
    }
  }

  @Test
  void manyCommitsDoNotMakeTheFileGrow() throws Exception {
    try (AccountStore store = Samples.open(folder)) {
      for (int i = 0; i < 300; i++) {
        OutboxEntry entry = Samples.entry(garden, "x".repeat(1_000));
        assertThat(store.keep(entry)).isEmpty();
        assertThat(store.update(entry.in(OutboxState.ACCEPTED, null))).isEmpty();
      }
      assertThat(Files.size(folder.resolve("outbox.mv"))).isLessThan(1 << 20);
    }
  }

  @Test
  void nobodyElseMayReadTheFiles() throws Exception {
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.outbox()).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }
}
