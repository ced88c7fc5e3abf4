package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CommandFrame;
import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessagePosted;
import chatx.protocol.OpenRoom;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import chatx.server.Setting;
import chatx.server.socket.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Half of a room does not read: the others notice nothing, the server's memory stays as it was, and
 * those who do not read are shown out with a code that says how to come back.
 */
class SlowReadersTest {
  private static final Logger log = LoggerFactory.getLogger(SlowReadersTest.class);
  private static final int HALF = 50;
  private static final Duration PACE = Duration.ofMillis(5);
  private static final String TEXT = "x".repeat(1_000);
  private static final int MIB = 1024 * 1024;

  /** Messages before the non-readers come, and the most after that. */
  private static final int BASELINE = 400;

  private static final int MOST = 4_000;

  /** How long one may read nothing: ten seconds usually, less so that the test is short. */
  private static final int STALLED_SECONDS = Integer.getInteger("chatx.slow.seconds", 3);

  @Test
  void whoDoesNotReadCostsTheOthersNothingAndComesBackToEverything(@TempDir Path folder)
      throws Exception {
    List<TestClient> readers = new ArrayList<>();
    List<RawSocket> asleep = new ArrayList<>();
    try (Neighbourhood street =
        Neighbourhood.start(
            folder, Map.of(Setting.OUTBOX_STALLED_SECONDS, Integer.toString(STALLED_SECONDS)))) {
      TestClient ada = street.register("ada");
      readers.add(ada);
      RoomId room = ada.createRoom("Half of it sleeps").id();
      String token = street.signIn("ada");
      street.register("bob").close();
      String sleepers = street.signIn("bob");
      try (TestClient bob = street.connect(sleepers)) {
        bob.ask(new JoinRoom(room, null), RoomJoined.class);
      }
      for (int i = 1; i < HALF; i++) {
        TestClient reader = street.connect(token);
        reader.ask(new OpenRoom(room), RoomJoined.class);
        readers.add(reader);
      }

      LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
      for (TestClient reader : readers) {
        reader.onEvent(event -> {
          if (event instanceof MessagePosted posted) {
            heard.add(System.nanoTime() - Long.parseLong(posted.body().split(" ", 2)[0]));
          }
        });
      }
      Sender sender = new Sender(ada, room, heard);
      sender.send(BASELINE / 4);
      sender.settle();
      sender.latencies(readers);
      sender.send(BASELINE);
      sender.settle();
      double baseline = p99(sender.latencies(readers));
      long heap = street.liveHeap();

      for (int i = 0; i < HALF; i++) {
        RawSocket sleeper =
            RawSocket.open(street.server().port(), 4096, "Authorization: Bearer " + sleepers);
        sleeper.readText();
        sleeper.send(
            RawSocket.frame(
                0x81, new FrameCodec().encode(new CommandFrame(1, new OpenRoom(room)))));
        sleeper.readText();
        asleep.add(sleeper);
      }
      long slept = Objects.requireNonNull(readers.getLast().views().get(room)).lastSeq();
      Queue<Integer> codes = new ConcurrentLinkedQueue<>();
      Alarm alarm = new Alarm(street, asleep, 3 + HALF - 1, codes);
      sender.send(BASELINE);
      sender.settle();
      double beside = p99(sender.latencies(readers));
      long most = street.liveHeap() - heap;
      for (int sent = 0; alarm.rung() < HALF; sent += BASELINE / 4) {
        assertThat(sent).as("%d of %d are shown out", alarm.rung(), HALF).isLessThan(MOST);
        sender.send(BASELINE / 4);
        readers.forEach(TestClient::received);
      }
      most = Math.max(most, street.liveHeap() - heap);
      sender.settle();
      log.warn(
          "p99 {} ms alone, {} ms beside {} who do not read: ratio {}; {} KiB more heap, last words"
              + " {}",
          baseline,
          beside,
          HALF,
          beside / baseline,
          most / 1024,
          codes);
      assertThat(most).isLessThanOrEqualTo(64L * MIB);

      long last = sender.last();
      for (TestClient reader : readers) {
        RoomView view = Objects.requireNonNull(reader.views().get(room));
        await().until(() -> view.lastSeq() >= last);
        assertThat(view.state().lastSeq()).isEqualTo(last);
      }
      await().until(() -> codes.size() == HALF);
      assertThat(codes).as("who wakes in time reads why").contains(4008);
      for (int i = 0; i < HALF; i += 10) {
        try (TestClient back = street.connect(sleepers)) {
          back.remember(room, RoomView.ofNothing(room));
          List<Long> missed = new ArrayList<>();
          RoomResumed answer;
          do {
            long after = missed.isEmpty() ? slept : missed.getLast();
            answer = back.ask(new ResumeRoom(room, after), RoomResumed.class);
            answer.events().forEach(event -> missed.add(event.seq()));
          } while (answer.status() == ResumeStatus.MORE);
          assertThat(missed).isEqualTo(LongStream.rangeClosed(slept + 1, last).boxed().toList());
        }
      }
    } finally {
      readers.forEach(TestClient::close);
      for (RawSocket sleeper : asleep) {
        sleeper.close();
      }
    }
  }

  /**
   * Wakes each sleeper when the server's log says that it is shown out, and notes its last word.
   */
  private static final class Alarm {
    private static final Pattern LINE = Pattern.compile("Connection (\\d+) of \\S+ is too slow");
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Set<Integer> rung = ConcurrentHashMap.newKeySet();

    /**
     * @param before connections that were opened before those of the sleepers
     */
    Alarm(Neighbourhood street, List<RawSocket> asleep, int before, Queue<Integer> codes) {
      Thread.ofVirtual()
          .start(() -> {
            while (rung.size() < asleep.size()) {
              LockSupport.parkNanos(LOOK.toNanos());
              Matcher line = LINE.matcher(street.log());
              while (line.find()) {
                int sleeper = Integer.parseInt(line.group(1)) - before - 1;
                if (rung.add(sleeper)) {
                  Thread.ofVirtual().start(() -> codes.add(lastWord(asleep.get(sleeper))));
                }
              }
            }
          });
    }

    int rung() {
      return rung.size();
    }
  }

  /** Reads on and tells the code that it was closed with; 1006 where there was none. */
  private static int lastWord(RawSocket sleeper) {
    try {
      while (true) {
        RawSocket.Frame frame = sleeper.read();
        if (frame.opcode() == 8) {
          return frame.closeCode();
        }
      }
    } catch (IOException gone) {
      return 1006;
    }
  }

  private static double p99(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100) / 1e6;
  }

  /**
   * Says one thing every {@link #PACE}, whether answered or not, with the time at which it was due.
   */
  private static final class Sender {
    private final TestClient client;
    private final RoomId room;
    private final LinkedBlockingQueue<Long> heard;
    private final ConcurrentLinkedQueue<CompletableFuture<ServerReply>> replies =
        new ConcurrentLinkedQueue<>();
    private long last;

    Sender(TestClient client, RoomId room, LinkedBlockingQueue<Long> heard) {
      this.heard = heard;
      this.client = client;
      this.room = room;
    }

    void send(int messages) {
      long due = System.nanoTime();
      for (int i = 0; i < messages; i++) {
        due += PACE.toNanos();
        LockSupport.parkNanos(due - System.nanoTime());
        replies.add(client.send(client.message(room, due + " " + TEXT)));
      }
    }

    /** Returns when all was accepted. */
    void settle() {
      for (CompletableFuture<ServerReply> reply : replies) {
        last = ((MessageAccepted) reply.join()).seq();
      }
      replies.clear();
      client.barrier();
    }

    long last() {
      return last;
    }

    /** From the time at which each message was due to that at which each reader had it. */
    List<Long> latencies(List<TestClient> readers) {
      List<Long> latencies = new ArrayList<>();
      for (TestClient reader : readers) {
        RoomView view = Objects.requireNonNull(reader.views().get(room));
        await().until(() -> view.lastSeq() >= last);
        reader.received();
      }
      heard.drainTo(latencies);
      return latencies;
    }
  }
}
