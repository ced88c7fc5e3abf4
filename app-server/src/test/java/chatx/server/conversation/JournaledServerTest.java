package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.HistoryPage;
import chatx.protocol.JoinRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.OpenRoom;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.Setting;
import chatx.server.storage.Database;
import chatx.server.storage.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal beside H2 in a whole server. A kill is a copy of the folder while the server runs:
 * what the files hold then is all that a killed process leaves.
 */
class JournaledServerTest {
  private static final long TRIM_AT = 64 << 10;
  private static final int MESSAGES = 300;

  @TempDir Path folder;
  @TempDir Path killed;

  @Test
  void aJournalThatWasShortenedAndAKillLoseNothing() {
    RoomId room;
    try (TestServer server =
        new TestServer(folder, null).with(Setting.JOURNAL_TRIM_BYTES, Long.toString(TRIM_AT))) {
      TestClient ada = server.register("ada");
      room = ada.createRoom("Long talks").id();
      String text = "x".repeat(2_000);
      List<CompletableFuture<ServerReply>> replies =
          IntStream.range(0, MESSAGES)
              .mapToObj(i -> ada.send(ada.message(room, i + " " + text)))
              .toList();
      assertThat(replies).allMatch(reply -> reply.join() instanceof MessageAccepted);
      assertThat(MESSAGES * text.length()).isGreaterThan(4 * (int) TRIM_AT);
      // The last ones go to a journal that was shortened already, and are not in a checkpoint.
      Awaitility.await()
          .until(() -> {
            ada.ask(ada.message(room, "more"), MessageAccepted.class);
            return journalBytes(folder) < TRIM_AT;
          });
      for (int i = 0; i < 3; i++) {
        ada.ask(ada.message(room, "the last " + i), MessageAccepted.class);
      }
      kill();
    }
    try (TestServer server = new TestServer(killed, null);
        TestClient ada = server.connect("ada")) {
      List<LoggedEvent> all = history(ada, room);
      assertThat(all)
          .extracting(LoggedEvent::seq)
          .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
      assertThat(bodies(all))
          .endsWith("the last 0", "the last 1", "the last 2")
          .filteredOn(body -> body.endsWith("xxx"))
          .hasSize(MESSAGES);
      assertThat(journalBytes(killed)).as("small again after the start").isLessThan(TRIM_AT);
    }
  }

  @Test
  void aRoomThatWasDeletedStaysDeletedThoughItsMessagesAreStillInTheJournal() {
    RoomId deleted;
    RoomId kept;
    try (TestServer server = new TestServer(folder, null)) {
      TestClient ada = server.register("ada");
      TestClient bob = server.register("bob");
      deleted = ada.createRoom("Old plans").id();
      kept = ada.createRoom("New plans").id();
      for (RoomId room : List.of(deleted, kept)) {
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
      }
      for (int i = 0; i < 20; i++) {
        ada.ask(ada.message(deleted, "forget " + i), MessageAccepted.class);
        bob.ask(bob.message(kept, "remember " + i), MessageAccepted.class);
      }
      ada.ask(new DeleteRoom(deleted), Done.class);
      bob.ask(bob.message(kept, "after it"), MessageAccepted.class);
      assertThat(journalText(folder)).contains("forget 19", "remember 19", "after it");
      kill();
    }
    try (TestServer server = new TestServer(killed, null);
        TestClient bob = server.connect("bob")) {
      assertThat(bob.refused(new OpenRoom(deleted))).isEqualTo(ProblemCode.ROOM_GONE);
      assertThat(bob.refused(new ReadHistory(deleted, null, null, null, null, null)))
          .isEqualTo(ProblemCode.NO_SUCH_ROOM);
      List<LoggedEvent> all = history(bob, kept);
      assertThat(bodies(all)).hasSize(21).endsWith("remember 19", "after it");
      assertThat(bob.createRoom("Old plans").name()).isEqualTo("Old plans");
    }
    try (Database database = Database.open(TestDatabases.h2File(killed))) {
      int left =
          database
              .transactions()
              .read(tx ->
                  tx.sql()
                      .fetchCount(
                          DSL.table("room_events"), DSL.field("room_id").eq(deleted.value())));
      assertThat(left).as("what was said there is not put back").isZero();
    }
  }

  private void kill() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (file.endsWith("journal.owner")) {
          // It names the process that holds the folder, which here is the one that starts anew.
          continue;
        }
        Path copy = killed.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LoggedEvent> history(TestClient client, RoomId room) {
    List<LoggedEvent> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after = all.isEmpty() ? 0 : all.getLast().seq();
      HistoryPage page =
          client.ask(new ReadHistory(room, null, after, null, 200, null), HistoryPage.class);
      all.addAll(page.entries());
      more = page.hasMoreAfter();
    }
    return all;
  }

  private static List<String> bodies(List<LoggedEvent> events) {
    return events.stream()
        .map(LoggedEvent::event)
        .filter(MessagePosted.class::isInstance)
        .map(event -> ((MessagePosted) event).body())
        .toList();
  }

  private static long journalBytes(Path folder) {
    return journal(folder).stream()
        .mapToLong(file -> {
          try {
            return Files.size(file);
          } catch (IOException _) {
            // It was shortened meanwhile.
            return 0;
          }
        })
        .sum();
  }

  private static String journalText(Path folder) {
    StringBuilder text = new StringBuilder();
    for (Path file : journal(folder)) {
      try {
        text.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  private static List<Path> journal(Path folder) {
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
