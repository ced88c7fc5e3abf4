package chatx.desktop.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.RoomId;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: the cache starts anew, the outbox is set aside, both are said once. */
final class DamageTest {
  /** How far apart the bytes are that are changed, one after the other. */
  private static final int STEP = Integer.getInteger("chatx.test.damageStep", 193);

  @TempDir Path folder;

  private final RoomId garden = Samples.room();
  private final List<StorageNotice> notices = new CopyOnWriteArrayList<>();

  @Test
  void aDamagedCacheStartsAnewAndIsSaidOnce() throws Exception {
    fill();
    Files.write(folder.resolve("cache.mv"), "this was a cache".repeat(1_000).getBytes(UTF_8));
    try (AccountStore store = Samples.open(folder)) {
      store.listen(notices::add);
      assertThat(store.rooms()).isEmpty();
      assertThat(store.outbox()).hasSize(20);
      store.enter(new RoomSnapshot(Samples.state(garden, 3), Samples.messages(1, 3)));
    }
    await().atMost(5, SECONDS).until(() -> !notices.isEmpty());
    try (AccountStore store = Samples.open(folder)) {
      store.listen(notices::add);
      assertThat(store.rooms()).hasSize(1);
    }
    assertThat(notices).containsExactly(StorageNotice.CACHE_REBUILT);
  }

  /** It may also read as it was before the last commit, which is nobody's loss. */
  @Test
  void aDamagedByteOfTheCacheIsNeverShownAsSomethingElse() throws Exception {
    fill();
    Path file = folder.resolve("cache.mv");
    byte[] sound = Files.readAllBytes(file);
    List<RoomSnapshot> written;
    try (AccountStore store = Samples.open(folder)) {
      written = store.rooms();
    }
    int unharmed = 0;
    List<List<StorageNotice>> said = new ArrayList<>();
    for (int at = 0; at < sound.length; at += 2 * STEP) {
      Files.write(file, sound);
      overwrite(file, at, (byte) (sound[at] ^ 0x55));
      List<StorageNotice> now = new CopyOnWriteArrayList<>();
      said.add(now);
      try (AccountStore store = Samples.open(folder)) {
        store.listen(now::add);
        List<RoomSnapshot> rooms = store.rooms();
        if (rooms.equals(written)) {
          unharmed++;
        } else {
          assertThat(rooms).as("byte %d of %d", at, sound.length).isEmpty();
        }
        assertThat(store.outbox()).hasSize(20);
      }
    }
    assertThat(unharmed).isPositive();
    await().atMost(5, SECONDS).until(() -> said.stream().anyMatch(one -> !one.isEmpty()));
    assertThat(said)
        .allSatisfy(now -> assertThat(now).isIn(List.of(), List.of(StorageNotice.CACHE_REBUILT)));
  }

  @Test
  void aDamagedOutboxIsRenamedAndSaidOnce() throws Exception {
    fill();
    byte[] rubbish = "this was an outbox".repeat(1_000).getBytes(UTF_8);
    Files.write(folder.resolve("outbox.mv"), rubbish);
    try (AccountStore store = Samples.open(folder)) {
      store.listen(notices::add);
      assertThat(store.outbox()).isEmpty();
      assertThat(store.rooms()).hasSize(1);
      assertThat(store.keep(Samples.entry(garden, "goes on"))).isEmpty();
      await().atMost(5, SECONDS).until(() -> !notices.isEmpty());
    }
    try (AccountStore store = Samples.open(folder)) {
      store.listen(notices::add);
      assertThat(store.outbox()).hasSize(1);
    }
    assertThat(notices).containsExactly(StorageNotice.OUTBOX_SET_ASIDE);
    assertThat(Files.readAllBytes(folder.resolve("outbox.mv.damaged-20261123-120000")))
        .isEqualTo(rubbish);
  }

  @Test
  void aDamagedByteAnywhereLosesNoMessageInSilence() throws Exception {
    List<OutboxEntry> written = fill();
    Path file = folder.resolve("outbox.mv");
    byte[] sound = Files.readAllBytes(file);
    byte[] seal = Files.readAllBytes(folder.resolve("outbox.seal"));
    int unharmed = 0;
    int reported = 0;
    for (int at = 0; at < sound.length; at += STEP) {
      restore(file, sound, seal);
      overwrite(file, at, (byte) (sound[at] ^ 0x55));
      notices.clear();
      List<OutboxEntry> found;
      try (AccountStore store = Samples.open(folder)) {
        store.listen(notices::add);
        found = store.outbox();
        boolean aside = setAside() > 0;
        if (aside) {
          await().atMost(5, SECONDS).until(() -> !notices.isEmpty());
          reported++;
        } else {
          assertThat(found).as("byte %d of %d changed", at, sound.length).isEqualTo(written);
          unharmed++;
        }
      }
      assertThat(written).as("byte %d", at).containsAll(found);
    }
    assertThat(unharmed).isPositive();
    assertThat(reported).isPositive();
  }

  @Test
  void aCutOutboxLosesNoMessageInSilence() throws Exception {
    List<OutboxEntry> written = fill();
    Path file = folder.resolve("outbox.mv");
    byte[] sound = Files.readAllBytes(file);
    byte[] seal = Files.readAllBytes(folder.resolve("outbox.seal"));
    for (int length = 0; length < sound.length; length += 1_024) {
      restore(file, sound, seal);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        var _ = channel.truncate(length);
      }
      try (AccountStore store = Samples.open(folder)) {
        if (setAside() == 0) {
          assertThat(store.outbox()).as("cut at %d", length).isEqualTo(written);
        }
      }
    }
  }

  @Test
  void aMapThatReadsAsEmptyIsNoticed() throws Exception {
    fill();
    try (MVStore store =
        new MVStore.Builder().fileName(folder.resolve("outbox.mv").toString()).open()) {
      store.removeMap("outbox");
    }
    Samples.open(folder).close();
    assertThat(setAside()).isEqualTo(1);
  }

  @Test
  void anOutboxOfANewerVersionIsRefusedAndNotTouched() throws Exception {
    fill();
    Path file = folder.resolve("outbox.mv");
    StoreFile newer = StoreFile.open("", file, 0);
    var _ = newer.map("about").put("format", "2");
    newer.close();
    byte[] before = Files.readAllBytes(file);
    assertThat(AccountStore.open(folder, Samples.CLOCK))
        .isInstanceOfSatisfying(
            AccountStore.Refused.class,
            refused -> {
              assertThat(refused.why().reason()).isEqualTo(StorageRefusal.Reason.NEWER_VERSION);
              assertThat(refused.why().path()).isEqualTo(file);
            });
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(setAside()).isZero();
  }

  @Test
  void filesThatAreOpenElsewhereAreRefused() throws Exception {
    try (Fork fork = Fork.start("keep", folder)) {
      assertThat(fork.line()).isEqualTo("ready");
      assertThat(AccountStore.open(folder, Samples.CLOCK))
          .isInstanceOfSatisfying(
              AccountStore.Refused.class,
              refused ->
                  assertThat(refused.why().reason()).isEqualTo(StorageRefusal.Reason.IN_USE));
      assertThat(fork.line()).startsWith("kept");
      assertThat(setAside()).isZero();
    }
  }

  private List<OutboxEntry> fill() {
    List<OutboxEntry> written = new ArrayList<>();
    try (AccountStore store = Samples.open(folder)) {
      for (int i = 0; i < 20; i++) {
        OutboxEntry entry = Samples.entry(garden, "message " + i);
        assertThat(store.keep(entry)).isEmpty();
        written.add(entry);
      }
      store.enter(new RoomSnapshot(Samples.state(garden, 50), Samples.messages(1, 50)));
    }
    return written;
  }

  private void restore(Path file, byte[] sound, byte[] seal) throws Exception {
    for (Path aside : asides()) {
      Files.delete(aside);
    }
    Files.write(file, sound);
    Files.write(folder.resolve("outbox.seal"), seal);
  }

  private long setAside() throws Exception {
    return asides().size();
  }

  private List<Path> asides() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("damaged")).toList();
    }
  }

  private static void overwrite(Path file, int at, byte value) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var _ = channel.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }
}
