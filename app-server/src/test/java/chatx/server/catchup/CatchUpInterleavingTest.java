package chatx.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.LoggedEvent;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import chatx.server.command.ConnectionDirectory;
import chatx.server.room.OneRoom;
import chatx.server.storage.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Readers who come and go in the midst of what others write: 2,000 times somebody subscribes,
 * catches up and goes on live, and never misses a number nor hears one twice. What {@link
 * CatchUpPropertyTest} plays one after the other, many do here at once.
 */
class CatchUpInterleavingTest {
  private static final long SEED = 20_261_123;
  private static final int READERS = 16;
  private static final int RESUMES = 2_000 / READERS;
  private static final int WRITERS = 3;
  static final int PATIENCE_SECONDS = 20;

  private final CatchUp catchUp = new CatchUp(new ConnectionDirectory((_, _) -> {}));
  private final FrameCodec codec = new FrameCodec();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void resumesUnderLoadHaveNeitherGapNorOverlap() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (OneRoom room = new OneRoom(TestDatabases.h2Memory());
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> readers = new ArrayList<>();
      List<Future<Long>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        SplittableRandom own = random.split();
        writers.add(people.submit(() -> write(room, own)));
      }
      for (int i = 0; i < READERS; i++) {
        SplittableRandom own = random.split();
        readers.add(people.submit(reading(room, own)));
      }
      long furthest = 0;
      try {
        for (Future<Long> reader : readers) {
          furthest = Math.max(furthest, reader.get(1, TimeUnit.MINUTES));
        }
      } finally {
        over.set(true);
      }
      long written = 0;
      for (Future<Long> writer : writers) {
        written += writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      assertThat(furthest).isBetween(100L, written + 1);
    }
  }

  private long write(OneRoom room, SplittableRandom random) throws Exception {
    long written = 0;
    while (!over.get()) {
      List<Future<?>> burst = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        burst.add(room.post("message"));
        written++;
      }
      for (Future<?> posted : burst) {
        posted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    return written;
  }

  private Callable<Long> reading(OneRoom room, SplittableRandom random) {
    return () -> {
      long last = 0;
      for (int i = 0; i < RESUMES; i++) {
        Reader reader = new Reader(codec, room);
        ResumeStatus status = ResumeStatus.MORE;
        while (status == ResumeStatus.MORE) {
          RoomResumed page = resume(room, reader, last);
          for (LoggedEvent event : page.events()) {
            assertThat(event.seq()).as("in a page").isEqualTo(last + 1);
            last = event.seq();
          }
          status = page.status();
        }
        assertThat(status).isEqualTo(ResumeStatus.LIVE);
        for (int live = random.nextInt(4); live > 0; live--) {
          assertThat(reader.nextSeq()).as("live, after the page").isEqualTo(++last);
        }
        room.run(task -> task.unsubscribe(reader)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (long seq : reader.rest()) {
          assertThat(seq).as("live, until the end").isEqualTo(++last);
        }
      }
      return last;
    };
  }

  private RoomResumed resume(OneRoom room, Reader reader, long last) throws Exception {
    var _ =
        room.run(task -> {
          ServerReply reply = catchUp.resume(task, reader, last);
          task.afterCommit(() -> reader.reply(1, reply));
        });
    return reader.nextReply();
  }
}
