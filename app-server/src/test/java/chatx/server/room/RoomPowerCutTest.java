package chatx.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.LoggedEvent;
import chatx.protocol.codec.FrameCodec;
import chatx.server.storage.Database;
import chatx.server.storage.ForgetfulFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes twenty times while people write, and each time H2 has forgotten what it had not
 * forced: with the journal beside it nothing that was acknowledged is gone.
 *
 * <p>What a power cut does to the journal's own files is {@code JournalPowerCutTest}'s; here they
 * are as a kill leaves them.
 */
class RoomPowerCutTest {
  private static final long SEED = 20_261_123;
  private static final int CUTS = 20;
  private static final int WRITERS = 6;

  /** Small, so that the journal is shortened in the midst of it. */
  private static final long TRIM_ABOVE = 32 << 10;

  @Test
  void nothingAcknowledgedIsLostDoubledOrMoved(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Long, LoggedEvent> acknowledged = new ConcurrentHashMap<>();
    Path life = folder.resolve("life-0");
    Files.createDirectories(life);
    for (int cut = 1; cut <= CUTS; cut++) {
      Path next = folder.resolve("life-" + cut);
      live(life, cut == 1, acknowledged, next, random.split());
      life = next;
    }
    Database database = Database.open(ForgetfulFiles.database(life));
    try (JournaledCommit journal = journal(life, database);
        OneRoom room = new OneRoom(database, journal)) {
      check(room, acknowledged);
      assertThat(acknowledged.size()).isGreaterThan(CUTS * WRITERS);
    }
  }

  private static void live(
      Path folder,
      boolean first,
      Map<Long, LoggedEvent> acknowledged,
      Path next,
      SplittableRandom random)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch enough = new CountDownLatch(random.nextInt(20, 120));
    Map<Long, LoggedEvent> before;
    Database database = Database.open(ForgetfulFiles.database(folder));
    try (JournaledCommit journal = journal(folder, database);
        OneRoom room = new OneRoom(database, journal);
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      if (first) {
        room.create();
      } else {
        check(room, acknowledged);
        // What is stored now was answered, or may be at any time.
        room.log().forEach(event -> acknowledged.put(event.seq(), event));
      }
      for (int i = 0; i < WRITERS; i++) {
        SplittableRandom own = random.split();
        var _ =
            people.submit(() -> {
              while (!over.get()) {
                LoggedEvent posted =
                    room.post("x".repeat(own.nextInt(600))).get(20, TimeUnit.SECONDS);
                if (!over.get()) {
                  acknowledged.put(posted.seq(), posted);
                }
                enough.countDown();
              }
              return true;
            });
      }
      try {
        assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
        before = Map.copyOf(acknowledged);
        // The journal first: what is cut off from it meanwhile is in the database for good.
        Files.createDirectories(next);
        copyJournal(folder.resolve("journal"), next.resolve("journal"));
        ForgetfulFiles.powerCut(folder.resolve("chatx.mv.db"), next.resolve("chatx.mv.db"), random);
      } finally {
        over.set(true);
      }
    }
    // Only now nobody writes any more.
    acknowledged.keySet().retainAll(before.keySet());
  }

  private static JournaledCommit journal(Path folder, Database database) throws IOException {
    FrameCodec codec = new FrameCodec();
    return JournaledCommit.open(
        folder.resolve("journal"), TRIM_ABOVE, database.transactions(), new RoomLog(codec), codec);
  }

  private static void check(OneRoom room, Map<Long, LoggedEvent> acknowledged) {
    List<LoggedEvent> stored = room.log();
    assertThat(stored)
        .extracting(LoggedEvent::seq)
        .isEqualTo(LongStream.rangeClosed(1, stored.size()).boxed().toList());
    assertThat(stored).containsAll(acknowledged.values());
    assertThat(stored).extracting(LoggedEvent::event).doesNotHaveDuplicates();
  }

  private static void copyJournal(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(from)) {
      all.filter(file -> file.toString().endsWith(".journal")).sorted().forEach(files::add);
    }
    for (Path file : files) {
      try {
        Files.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      } catch (NoSuchFileException _) {
        // It was deleted because a checkpoint has all of it.
      }
    }
  }
}
