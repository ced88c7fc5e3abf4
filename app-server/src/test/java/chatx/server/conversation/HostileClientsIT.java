package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CloseReason;
import chatx.protocol.CommandFrame;
import chatx.protocol.MessageAccepted;
import chatx.protocol.Ping;
import chatx.protocol.RoomId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.socket.RawSocket;
import chatx.server.socket.Rubbish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runnable jar with 256 MB, as it is configured by default, and who means it harm. */
class HostileClientsIT {
  private static final Logger log = LoggerFactory.getLogger(HostileClientsIT.class);
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  private static final FrameCodec CODEC = new FrameCodec();
  private static final int HALF_OPEN = 500;
  private static final int STRANGERS = 1_000;
  private static final int SEQUENCES = 10_000;
  private static final int MIB = 1024 * 1024;

  /** How late a deadline may be noticed, on a busy machine too. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  @Test
  void whoTricklesOrDoesNotSignInIsClosedInTimeAndNobodyWaitsForThem(@TempDir Path folder)
      throws Exception {
    try (ServerJar server = ServerJar.start(folder, SMALL, Map.of());
        ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor()) {
      server.register("ada");
      List<RawSocket> halfOpen = new ArrayList<>();
      List<RawSocket> strangers = new ArrayList<>();
      for (int i = 0; i < HALF_OPEN; i++) {
        RawSocket client = patient(RawSocket.connect(server.port()));
        client.send(
            switch (i % 3) {
              case 0 -> "";
              case 1 -> "GET /ws HTTP/1.1\r\nHost: x\r\nA: ";
              default -> "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n";
            });
        halfOpen.add(client);
      }
      long halfOpenSince = System.nanoTime();
      var _ =
          trickle.scheduleAtFixedRate(
              () -> halfOpen.forEach(client -> client.sendWhatIsTaken(new byte[] {'x'})),
              0,
              5,
              TimeUnit.SECONDS);
      for (int i = 0; i < STRANGERS; i++) {
        strangers.add(patient(RawSocket.open(server.port())));
      }
      long strangersSince = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        long before = System.nanoTime();
        try (RawSocket client = RawSocket.open(server.port())) {
          assertThat(since(before)).isLessThanOrEqualTo(Duration.ofMillis(250));
          assertThat(client.port()).isEqualTo(server.port());
        }
      }
      try (RawSocket chatty = RawSocket.open(server.port())) {
        chatty.sendWhatIsTaken(RawSocket.frame(0x81, new byte[5000]));
        assertThat(chatty.readClose().closeCode()).isEqualTo(CloseReason.NOT_SIGNED_IN.code());
        assertThat(since(strangersSince)).isLessThan(Duration.ofSeconds(5));
      }
      try (TestClient ada = server.connect("ada")) {
        RoomId room = ada.createRoom("The quiet room").id();
        for (RawSocket stranger : strangers) {
          assertThat(stranger.readClose().closeCode()).isEqualTo(CloseReason.NOT_SIGNED_IN.code());
        }
        assertThat(since(strangersSince)).isLessThan(Duration.ofSeconds(10).plus(SLACK));
        for (RawSocket client : halfOpen) {
          assertThat(client.isEnded()).isTrue();
        }
        assertThat(since(halfOpenSince)).isLessThanOrEqualTo(Duration.ofSeconds(15));
        ada.ask(ada.message(room, "They are gone."), MessageAccepted.class);
      }
      for (RawSocket client : halfOpen) {
        client.close();
      }
      for (RawSocket client : strangers) {
        client.close();
      }
    }
  }

  @Test
  void tenThousandMalformedSequencesDoNotHurtASmallServer(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("chatx.seed", System.nanoTime());
    try (ServerJar server = ServerJar.start(folder, SMALL, Map.of())) {
      server.register("ada");
      server.register("eve");
      String token = server.signIn("eve");
      // What the first connections load and compile is no loss of memory.
      Random random = new Random(seed);
      attack(server.port(), token, random, SEQUENCES / 10);
      long before = server.liveHeap();
      List<Long> times = Collections.synchronizedList(new ArrayList<>());
      AtomicBoolean going = new AtomicBoolean(true);
      try (TestClient ada = server.connect("ada");
          RawSocket bystander =
              RawSocket.open(server.port(), "Authorization: Bearer " + server.signIn("ada"))) {
        RoomId room = ada.createRoom("The quiet room").id();
        FutureTask<Boolean> pinging =
            new FutureTask<>(() -> {
              for (long id = 1; going.get(); id++) {
                times.add(ping(bystander, id));
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
              }
              return true;
            });
        Thread.ofPlatform().start(pinging);
        for (int i = 0; i < 10; i++) {
          attack(server.port(), token, random, SEQUENCES / 10);
          ada.ask(ada.message(room, "message"), MessageAccepted.class);
        }
        going.set(false);
        assertThat(pinging.get(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(server.isAlive()).as("seed %d", seed).isTrue();
      assertThat(String.join("\n", server.log())).doesNotContain("OutOfMemory", " ERROR ");
      Collections.sort(times);
      Duration p99 = Duration.ofNanos(times.get(times.size() * 99 / 100));
      long grown = (server.liveHeap() - before) / MIB;
      log.warn(
          "seed {}: {} pings beside them, p99 {} ms, live heap {} MB more",
          seed,
          times.size(),
          p99.toMillis(),
          grown);
      assertThat(p99).as("seed %d", seed).isLessThanOrEqualTo(Duration.ofMillis(50));
      assertThat(grown).as("megabytes more, seed %d", seed).isLessThanOrEqualTo(32);
    }
  }

  /** How long a ping takes, which goes the way of every command, in nanoseconds. */
  private static long ping(RawSocket client, long id) throws IOException {
    byte[] frame = CODEC.encode(new CommandFrame(id, new Ping()));
    String reply = "\"id\":" + id + ",";
    long sent = System.nanoTime();
    client.send(RawSocket.frame(0x81, frame));
    while (!client.readText().contains(reply)) {
      // Events come in between.
    }
    return System.nanoTime() - sent;
  }

  /** Every other attacker is signed in. */
  private static void attack(int port, String token, Random random, int sequences)
      throws IOException {
    for (int i = 0; i < sequences; i++) {
      byte[] rubbish = Rubbish.next(random);
      try (RawSocket client =
          i % 2 == 0
              ? RawSocket.open(port)
              : RawSocket.open(port, "Authorization: Bearer " + token)) {
        client.sendWhatIsTaken(rubbish);
        if (i % 10 == 0) {
          client.socket().shutdownOutput();
          assertThat(client.isEnded()).isTrue();
        } else {
          client.socket().setSoLinger(true, 0);
        }
      }
    }
  }

  private static RawSocket patient(RawSocket client) throws IOException {
    client.socket().setSoTimeout(20_000);
    return client;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
