package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CloseReason;
import chatx.protocol.MessageAccepted;
import chatx.protocol.RoomId;
import chatx.server.socket.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar with 256 MB, as it is configured by default, and who means it harm. */
class HostileClientsIT {
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  private static final int HALF_OPEN = 500;
  private static final int STRANGERS = 1_000;

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

  private static RawSocket patient(RawSocket client) throws IOException {
    client.socket().setSoTimeout(20_000);
    return client;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
