package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.FullDisk;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.ListMyRooms;
import chatx.protocol.MyRooms;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose files fail them. */
@SuppressWarnings("NullAway.Init")
final class DiskTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void onAFullDiskAMessageIsRefusedInWordsAndEverythingElseGoesOn() {
    FullDisk disk = new FullDisk();
    FilePath.register(disk);
    Device linus = Device.register(server, "roomy", folder.resolve("linus")).online();
    Device ada = Device.register(server, "full", folder.resolve("ada"));
    try (linus;
        ada) {
      ada.restartProgram(FullDisk::store);
      ada.online();
      RoomId room = ada.createRoom("Attic");
      linus.join(room);
      var _ = ada.session().send(room, "while there was room");
      linus.awaitBodies(room, List.of("while there was room"));

      FullDisk.full(true);
      OutboxEntry refused = ada.session().send(room, "no room for this");
      assertThat(refused.state()).isEqualTo(OutboxState.FAILED);
      assertThat(refused.problem())
          .isNotNull()
          .satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_FULL);
            assertThat(problem.field()).isEqualTo(AccountStore.THIS_COMPUTER);
          });
      var _ = linus.session().send(room, "can you read me?");
      ada.awaitBodies(room, List.of("while there was room", "can you read me?"));
      ada.session().retry(refused.key());
      await()
          .until(() ->
              ada.witness().way(refused.key()).stream().filter(OutboxState.FAILED::equals).count()
                  == 2);

      FullDisk.full(false);
      ada.session().retry(refused.key());
      ada.awaitBodies(
          room, List.of("while there was room", "can you read me?", "no room for this"));
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.store().outbox()).isEmpty();
      // The cache tries again later than the outbox, and then both work.
      assertThat(ada.witness().complaints())
          .startsWith("the disk: DISK_FULL")
          .isSubsetOf("the disk: DISK_FULL", "the disk: DISK_WORKS_AGAIN");
    } finally {
      FullDisk.full(false);
      FilePath.unregister(disk);
    }
  }

  private static void tear(Path file) {
    try {
      Files.write(file, "torn pages ".repeat(2_000).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCacheThatIsDamagedIsSaidOnceAndComesBackFromTheServer() {
    try (Device ada = Device.register(server, "shelf", folder.resolve("ada")).online()) {
      RoomId room = ada.createRoom("Shelf");
      var _ = ada.session().send(room, "a book");
      ada.awaitBodies(room, List.of("a book"));
      ada.restartProgram(kept -> {
        tear(kept.resolve("cache.mv"));
        return Device.store(kept);
      });
      var _ = ada.session().send(room, "written before it is back");
      ada.online();
      await().until(() -> ada.witness().unsent() == 0);
      assertThat(ada.witness().room(room)).isPresent();
      assertThat(ada.witness().complaints()).containsExactly("the disk: CACHE_REBUILT");

      ada.restartProgram();
      ada.online();
      assertThat(ada.witness().bodies(room)).contains("written before it is back");
      assertThat(ada.witness().complaints()).isEmpty();
      assertThat(ada.ask(new ListMyRooms(), MyRooms.class).rooms()).hasSize(1);
    }
  }
}
