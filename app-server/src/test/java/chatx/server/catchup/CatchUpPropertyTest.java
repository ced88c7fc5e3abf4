package chatx.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Limits;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * 10,000 orders in which people write, connections are cut in the midst of what they are told, and
 * others come and ask for what is missing: nobody misses a number or hears one twice.
 */
class CatchUpPropertyTest {
  private static final int CLIENTS = 3;
  private static final int PATIENCE_MILLIS = 5_000;

  private static final CatchUp CATCH_UP = new CatchUp(new ConnectionDirectory((_, _) -> {}));
  private static final FrameCodec CODEC = new FrameCodec();
  private static @Nullable OneRoom made;

  /** One thing that happens; nothing waits for what was asked before, but {@link Settle}. */
  sealed interface Step {
    record Post(int messages) implements Step {}

    /** The client's connection is gone after it heard so much of what it was told. */
    record Cut(int client, int heard) implements Step {}

    /** The client comes on a new connection. */
    record Resume(int client) implements Step {}

    /** The server notices that connections are gone. */
    record Notice(int client) implements Step {}

    record Settle() implements Step {}
  }

  @BeforeContainer
  static void open() {
    made = new OneRoom(TestDatabases.h2Memory());
  }

  @AfterContainer
  static void close() {
    room().close();
  }

  private static OneRoom room() {
    return Objects.requireNonNull(made);
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Integer> client = Arbitraries.integers().between(0, CLIENTS - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(1, 4).map(Step.Post::new)),
        Tuple.of(
            3, Combinators.combine(client, Arbitraries.integers().between(0, 5)).as(Step.Cut::new)),
        Tuple.of(4, client.map(Step.Resume::new)),
        Tuple.of(1, client.map(Step.Notice::new)),
        Tuple.of(2, Arbitraries.just(new Step.Settle())));
  }

  /** How far somebody is behind: at times more than a page or two. */
  @Provide
  Arbitrary<Integer> distances() {
    return Arbitraries.frequencyOf(
        Tuple.of(24, Arbitraries.integers().between(0, 20)),
        Tuple.of(
            1, Arbitraries.integers().between(Limits.RESUME_PAGE - 5, 2 * Limits.RESUME_PAGE + 5)));
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void nobodyMissesANumberOrHearsOneTwice(
      @ForAll @Size(min = 3, max = 12) List<@From("steps") Step> script,
      @ForAll("distances") int behind)
      throws Exception {
    long[] head = {room().post("the first of this order").get(5, TimeUnit.SECONDS).seq()};
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client(i == 0 ? Math.max(0, head[0] - behind) : head[0]));
    }
    for (Step step : script) {
      switch (step) {
        case Step.Post(int messages) -> {
          for (int i = 0; i < messages; i++) {
            var _ = room().post("message");
            head[0]++;
          }
        }
        case Step.Cut(int client, int heard) -> clients.get(client).cut(heard);
        case Step.Resume(int client) -> clients.get(client).come();
        case Step.Notice(int client) -> clients.get(client).notice();
        case Step.Settle() -> room().run(_ -> {}).get(5, TimeUnit.SECONDS);
      }
    }
    for (Client client : clients) {
      client.come();
      client.hearUpTo(head[0]);
    }
    for (Client client : clients) {
      client.cut(0);
      client.notice();
    }
  }

  /** Somebody who has everything up to a number, on one connection after the other. */
  private static final class Client {
    private final List<Reader> gone = new ArrayList<>();
    private long last;
    private @Nullable Reader connection;
    private boolean live;

    Client(long last) {
      this.last = last;
    }

    void come() {
      if (connection == null) {
        connection = new Reader(CODEC, room());
        live = false;
        ask(connection);
      }
    }

    private void ask(Reader reader) {
      long after = last;
      var _ =
          room()
              .run(task -> {
                ServerReply reply = CATCH_UP.resume(task, reader, after);
                task.afterCommit(() -> reader.reply(1, reply));
              });
    }

    void cut(int heard) throws InterruptedException {
      if (connection != null) {
        for (int i = 0; i < heard; i++) {
          hear(connection, connection.poll(0));
        }
        gone.add(connection);
        connection = null;
      }
    }

    void notice() {
      for (Reader reader : gone) {
        var _ = room().run(task -> task.unsubscribe(reader));
      }
      gone.clear();
    }

    void hearUpTo(long seq) throws InterruptedException {
      Reader reader = Objects.requireNonNull(connection);
      while (last < seq || !live) {
        Object told = reader.poll(PATIENCE_MILLIS);
        assertThat(told).as("something after %d of %d", last, seq).isNotNull();
        hear(reader, told);
      }
      assertThat(last).isEqualTo(seq);
      assertThat(reader.rest()).as("what comes after the last").isEmpty();
    }

    private void hear(Reader reader, @Nullable Object told) {
      switch (told) {
        case null -> {}
        case RoomResumed page -> {
          assertThat(live).isFalse();
          for (LoggedEvent event : page.events()) {
            assertThat(event.seq()).as("in a page").isEqualTo(++last);
          }
          if (page.status() == ResumeStatus.MORE) {
            ask(reader);
          } else {
            assertThat(page.status()).isEqualTo(ResumeStatus.LIVE);
            live = true;
          }
        }
        default -> {
          assertThat(live).as("an answer comes before what it lets through").isTrue();
          assertThat(reader.seq(told)).as("live").isEqualTo(++last);
        }
      }
    }
  }
}
