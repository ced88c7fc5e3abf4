package chatx.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CloseReason;
import chatx.protocol.EventFrame;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import chatx.server.frame.EncodedFrame;
import chatx.server.room.OneRoom;
import chatx.server.storage.TestDatabases;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Readers who come and go in the midst of what others write: 10,000 times somebody subscribes,
 * catches up and goes on live, and never misses a number nor hears one twice (R6).
 */
class CatchUpInterleavingTest {
  private static final long SEED = 20_261_123;
  private static final int READERS = 16;
  private static final int RESUMES = 10_000 / READERS;
  private static final int WRITERS = 3;
  private static final int PATIENCE_SECONDS = 20;

  private final CatchUp catchUp = new CatchUp(new ConnectionDirectory((_, _) -> {}));
  private final FrameCodec codec = new FrameCodec();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void tenThousandResumesHaveNeitherGapNorOverlap() throws Exception {
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

  /** A connection that keeps what it is told, answers and events in one order. */
  private static final class Reader implements Caller {
    private final FrameCodec codec;
    private final Identity me;
    private final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();

    Reader(FrameCodec codec, OneRoom room) {
      this.codec = codec;
      this.me = new Identity(room.owner(), new SessionId(new UUID(1, 2)), false);
    }

    RoomResumed nextReply() throws InterruptedException {
      Object next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("the answer comes before what it lets through").isNotNull();
      return (RoomResumed) Objects.requireNonNull(next);
    }

    long nextSeq() throws InterruptedException {
      Object next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("an event").isNotNull();
      return seq(Objects.requireNonNull(next));
    }

    List<Long> rest() {
      List<Object> rest = new ArrayList<>();
      told.drainTo(rest);
      return rest.stream().map(this::seq).toList();
    }

    private long seq(Object told) {
      return codec.decodeServer((String) told) instanceof EventFrame event
          ? Objects.requireNonNull(event.seq())
          : -1;
    }

    @Override
    public void reply(long requestId, ServerReply reply) {
      told.add(reply);
    }

    @Override
    public void offer(EncodedFrame piece) {
      // Several frames, each with two bytes of header and two of length, as for every text from 126
      // bytes to 64 KiB.
      ByteBuffer bytes = piece.view();
      while (bytes.hasRemaining()) {
        int length = bytes.position(bytes.position() + 2).getShort() & 0xFFFF;
        ByteBuffer text = bytes.slice(bytes.position(), length);
        told.add(StandardCharsets.UTF_8.decode(text).toString());
        bytes.position(bytes.position() + length);
      }
    }

    @Override
    public @Nullable Identity identity() {
      return me;
    }

    @Override
    public Identity me() {
      return me;
    }

    @Override
    public UserId user() {
      return me.id();
    }

    @Override
    public long connection() {
      return 1;
    }

    @Override
    public String address() {
      return "127.0.0.1";
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void signIn(Identity identity) {}

    @Override
    public void send(SessionEvent event) {}

    @Override
    public void holdEventsUntilReply() {}

    @Override
    public void releaseEvents() {}

    @Override
    public void close(CloseReason reason) {}

    @Override
    public boolean attached(RoomId room) {
      return true;
    }

    @Override
    public void detached(RoomId room) {}
  }
}
