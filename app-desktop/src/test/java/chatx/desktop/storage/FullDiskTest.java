package chatx.desktop.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: nothing that was kept is lost, and it goes on once there is room. */
final class FullDiskTest {
  @TempDir Path folder;

  private final FullDisk disk = new FullDisk();
  private final RoomId garden = Samples.room();
  private final List<StorageNotice> notices = new CopyOnWriteArrayList<>();

  @BeforeEach
  void register() {
    FilePath.register(disk);
  }

  @AfterEach
  void unregister() {
    FullDisk.full(false);
    FilePath.unregister(disk);
  }

  @Test
  void aMessageIsRefusedInWordsAndThoseBeforeItAreKept() {
    try {
      List<OutboxEntry> kept = new ArrayList<>();
      OutboxEntry refused = Samples.entry(garden, "no room for this");
      try (AccountStore store = Samples.open(FullDisk.PREFIX, folder)) {
        store.listen(notices::add);
        for (int i = 0; i < 10; i++) {
          kept.add(keep(store));
        }
        FullDisk.full(true);
        assertThat(store.keep(refused))
            .hasValueSatisfying(problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_FULL);
              assertThat(problem.field()).isEqualTo(AccountStore.THIS_COMPUTER);
              assertThat(problem.message()).contains("disk of this computer");
            });
        assertThat(store.keep(Samples.entry(garden, "nor this"))).isPresent();
        store.draft(garden, "written meanwhile");
        assertThat(store.outbox()).isEqualTo(kept);
        await().atMost(5, SECONDS).until(() -> !notices.isEmpty());
        assertThat(notices).containsExactly(StorageNotice.DISK_FULL);

        FullDisk.full(false);
        kept.add(keep(store));
        await().atMost(5, SECONDS).until(() -> notices.size() > 1);
        assertThat(notices)
            .containsExactly(StorageNotice.DISK_FULL, StorageNotice.DISK_WORKS_AGAIN);
      }
      try (AccountStore store = Samples.open(folder)) {
        assertThat(store.outbox()).isEqualTo(kept);
        assertThat(store.draft(garden)).contains("written meanwhile");
      }
    } finally {
      FullDisk.full(false);
    }
  }

  @Test
  void whatWasKeptIsThereAlthoughTheProgramEndsOnAFullDisk() {
    List<OutboxEntry> kept = new ArrayList<>();
    try {
      try (AccountStore store = Samples.open(FullDisk.PREFIX, folder)) {
        kept.add(keep(store));
        kept.add(keep(store));
        store.enter(new RoomSnapshot(Samples.state(garden, 5), Samples.messages(1, 5)));
        FullDisk.full(true);
        assertThat(store.keep(Samples.entry(garden, "refused"))).isPresent();
      }
    } finally {
      FullDisk.full(false);
    }
    try (AccountStore store = Samples.open(folder)) {
      assertThat(store.outbox()).isEqualTo(kept);
    }
  }

  /** On a real file system of one megabyte where this user may mount one, else on the double. */
  @Test
  void aRealDiskThatFillsUpLosesNothing() throws Exception {
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "chatx-test", folder.toString());
    try {
      Path filler = folder.resolve("filler");
      List<OutboxEntry> kept = new ArrayList<>();
      try (AccountStore store = Samples.open(mounted ? "" : FullDisk.PREFIX, folder)) {
        store.listen(notices::add);
        kept.add(keep(store));
        fill(filler, mounted);
        FullDisk.full(true);
        boolean refused = false;
        for (int i = 0; i < 500 && !refused; i++) {
          OutboxEntry entry = Samples.entry(garden, "x".repeat(4_000));
          refused = store.keep(entry).isPresent();
          if (!refused) {
            kept.add(entry);
          }
        }
        assertThat(refused).isTrue();
        assertThat(store.outbox()).isEqualTo(kept);
        Files.deleteIfExists(filler);
        FullDisk.full(false);
        kept.add(keep(store));
        await()
            .atMost(5, SECONDS)
            .untilAsserted(() ->
                assertThat(notices)
                    .containsExactly(StorageNotice.DISK_FULL, StorageNotice.DISK_WORKS_AGAIN));
      }
      try (AccountStore store = Samples.open(folder)) {
        assertThat(store.outbox()).isEqualTo(kept);
      }
    } finally {
      FullDisk.full(false);
      if (mounted) {
        assertThat(run("umount", folder.toString())).isTrue();
      }
    }
  }

  private OutboxEntry keep(AccountStore store) {
    OutboxEntry entry = Samples.entry(garden, "kept");
    assertThat(store.keep(entry)).isEmpty();
    return entry;
  }

  private static void fill(Path filler, boolean mounted) {
    if (mounted) {
      try {
        Files.write(filler, new byte[(1 << 20)]);
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
