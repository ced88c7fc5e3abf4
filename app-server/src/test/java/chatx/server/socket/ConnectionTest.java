package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.protocol.CloseReason;
import chatx.server.frame.EncodedFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int KIB = 1024;

  @Test
  void framesKeepTheirOrderWhileTheReaderIsSlow() throws Exception {
    SocketSettings settings = SocketSettings.builder().outboxBytes(32 * KIB * KIB).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number(), 4 * KIB)) {
      Connection connection = onlyOne(port);
      String filling = "x".repeat(1000);
      int count = 5000;
      for (int i = 0; i < count; i++) {
        assertThat(connection.offer(EncodedFrame.text(i + " " + filling))).isTrue();
      }
      for (int i = 0; i < count; i++) {
        assertThat(client.readText()).startsWith(i + " ");
      }
    }
  }

  @Test
  void framesOfEverySizeArriveWholeBesideEachOther() throws Exception {
    SocketSettings settings = SocketSettings.builder().outboxBytes(32 * KIB * KIB).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number(), 4 * KIB)) {
      Connection connection = onlyOne(port);
      int[] sizes = {0, 125, 126, 65_535, 65_536, 64 * KIB - 4, 3_000_000, 1, 70_000, 10};
      for (int size : sizes) {
        connection.offer(EncodedFrame.text("y".repeat(size)));
      }
      for (int size : sizes) {
        assertThat(client.readText()).isEqualTo("y".repeat(size));
      }
    }
  }

  @Test
  void severalThreadsMayOfferAndEachKeepsItsOrder() throws Exception {
    SocketSettings settings = SocketSettings.builder().outboxBytes(32 * KIB * KIB).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number())) {
      Connection connection = onlyOne(port);
      int threads = 4;
      int each = 2000;
      List<Thread> offering = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        offering.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; i < each; i++) {
                    connection.offer(EncodedFrame.text(thread + " " + i));
                  }
                }));
      }
      int[] next = new int[threads];
      for (int i = 0; i < threads * each; i++) {
        String[] words = client.readText().split(" ", -1);
        int thread = Integer.parseInt(words[0]);
        assertThat(Integer.parseInt(words[1])).isEqualTo(next[thread]++);
      }
      for (Thread thread : offering) {
        thread.join();
      }
    }
  }

  @Test
  void whoDoesNotReadIsClosedByItsBytesAndTheOthersGoOn() throws Exception {
    SocketSettings settings =
        SocketSettings.builder().outboxBytes(256 * KIB).closeGrace(SHORT).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket lazy = port.open(4 * KIB);
        RawSocket reader = port.open(0)) {
      Connection slow = port.opened.get(0);
      Connection good = port.opened.get(1);
      EncodedFrame frame = EncodedFrame.text("z".repeat(8 * KIB));
      boolean refused = false;
      int offered = 0;
      while (!refused && offered < 5000) {
        refused = !slow.offer(frame);
        offered++;
        assertThat(good.offer(EncodedFrame.text(String.valueOf(offered)))).isTrue();
        assertThat(reader.readText()).isEqualTo(String.valueOf(offered));
      }
      assertThat(refused).isTrue();
      await().atMost(Duration.ofSeconds(5)).until(() -> port.closed.contains(slow));
      assertThat(slow.isOpen()).isFalse();
      assertThat(good.isOpen()).isTrue();
      assertThat(lazy.isEnded()).isTrue();
    }
  }

  @Test
  void whoReadsAgainWithinTheGraceIsToldThatItWasTooSlow() throws Exception {
    SocketSettings settings = SocketSettings.builder().outboxBytes(64 * KIB).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket lazy = RawSocket.open(port.number(), 4 * KIB)) {
      Connection slow = onlyOne(port);
      EncodedFrame frame = EncodedFrame.text("z".repeat(8 * KIB));
      while (slow.offer(frame)) {
        // On until it is too much.
      }
      assertThat(lazy.readClose().closeCode()).isEqualTo(CloseReason.TOO_SLOW.code());
    }
  }

  @Test
  void whoTakesNothingForTheStallTimeIsClosed() throws Exception {
    SocketSettings settings =
        SocketSettings.builder()
            .outboxBytes(64 * KIB * KIB)
            .writeStall(SHORT)
            .closeGrace(SHORT)
            .build();
    try (TestPort port = TestPort.start(settings);
        RawSocket lazy = RawSocket.open(port.number(), 4 * KIB)) {
      Connection slow = onlyOne(port);
      for (int i = 0; i < 1000; i++) {
        slow.offer(EncodedFrame.text("z".repeat(16 * KIB)));
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> port.closed.contains(slow));
      assertThat(lazy.isEnded()).isTrue();
    }
  }

  @Test
  void aCloseComesAfterAllThatWaited() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = RawSocket.open(port.number(), 4 * KIB)) {
      Connection connection = onlyOne(port);
      for (int i = 0; i < 100; i++) {
        connection.offer(EncodedFrame.text(i + "x".repeat(5000)));
      }
      connection.close(CloseReason.SESSION_ENDED, "bye");
      assertThat(connection.offer(EncodedFrame.text("late"))).isFalse();
      for (int i = 0; i < 100; i++) {
        assertThat(client.readText()).startsWith(i + "x");
      }
      RawSocket.Frame close = client.read();
      assertThat(close.opcode()).isEqualTo(8);
      assertThat(close.closeCode()).isEqualTo(CloseReason.SESSION_ENDED.code());
      assertThat(close.closeText()).isEqualTo("bye");
      client.send(RawSocket.frame(0x88, close.payload()));
      await().atMost(Duration.ofSeconds(1)).until(() -> port.closed.contains(connection));
    }
  }

  @Test
  void whoDoesNotAnswerACloseIsCutAfterTheGrace() throws Exception {
    SocketSettings settings = SocketSettings.builder().closeGrace(SHORT).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number())) {
      Connection connection = onlyOne(port);
      connection.close(CloseReason.NORMAL);
      assertThat(client.readClose().closeCode()).isEqualTo(1000);
      client.text("not passed on");
      assertThat(client.isEnded()).isTrue();
      await().until(() -> port.closed.contains(connection));
    }
  }

  @Test
  void aSilentClientIsPingedAndClosedWhenItDoesNotAnswer() throws Exception {
    SocketSettings settings =
        SocketSettings.builder().pingInterval(SHORT).pingTimeout(SHORT).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket answering = RawSocket.open(port.number());
        RawSocket silent = RawSocket.open(port.number())) {
      assertThat(silent.read().opcode()).isEqualTo(9);
      for (int i = 0; i < 4; i++) {
        assertThat(answering.read().opcode()).isEqualTo(9);
        answering.send(RawSocket.frame(0x8A, new byte[0]));
      }
      assertThat(silent.readClose().closeCode()).isEqualTo(CloseReason.UNRESPONSIVE.code());
      answering.text("still here");
      RawSocket.Frame frame = answering.read();
      assertThat(frame.opcode() == 9 ? answering.readText() : frame.text()).isEqualTo("still here");
    }
  }

  @Test
  void aLostConnectionIsToldOnce() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults())) {
      RawSocket reset = RawSocket.open(port.number());
      reset.socket().setSoLinger(true, 0);
      reset.close();
      RawSocket ended = RawSocket.open(port.number());
      ended.close();
      await().atMost(Duration.ofSeconds(5)).until(() -> port.closed.size() == 2);
      port.port().stop(CloseReason.GOING_AWAY);
      assertThat(port.closed).hasSize(2);
    }
  }

  @Test
  void aMistakeAboveClosesThatConnectionOnly() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = port.open(0);
        RawSocket other = port.open(0)) {
      port.failWith(new IllegalStateException("a mistake for the test"));
      client.text("x");
      RawSocket.Frame close = client.readClose();
      assertThat(close.closeCode()).isEqualTo(CloseReason.INTERNAL.code());
      assertThat(close.closeText()).isEmpty();
      assertThat(port.opened.get(1).isOpen()).isTrue();
      other.send(RawSocket.frame(0x89, new byte[0]));
      assertThat(other.read().opcode()).isEqualTo(10);
    }
  }

  @Test
  void aStopSaysGoodbyeToEverybodyAndTakesNobodyNew() throws Exception {
    TestPort port = TestPort.start(SocketSettings.builder().closeGrace(SHORT).build());
    try (RawSocket client = RawSocket.open(port.number())) {
      onlyOne(port).offer(EncodedFrame.text("last words"));
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> port.port().stop(CloseReason.RESTARTING));
      assertThat(client.readText()).isEqualTo("last words");
      assertThat(client.readClose().closeCode()).isEqualTo(CloseReason.RESTARTING.code());
      stopped.get();
      assertThat(port.closed).hasSize(1);
      assertThat(canConnect(port.number())).isFalse();
    } finally {
      port.close();
    }
  }

  @Test
  void pongsOfOneWhoDoesNotReadThemAreBoundedToo() throws Exception {
    SocketSettings settings =
        SocketSettings.builder().outboxBytes(64 * KIB).closeGrace(SHORT).build();
    try (TestPort port = TestPort.start(settings);
        RawSocket client = RawSocket.open(port.number(), 4 * KIB)) {
      Connection connection = onlyOne(port);
      byte[] ping = RawSocket.frame(0x89, new byte[125]);
      for (int i = 0; i < 200_000 && connection.isOpen(); i++) {
        client.sendWhatIsTaken(ping);
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> port.closed.contains(connection));
    }
  }

  private static boolean canConnect(int number) {
    try (RawSocket _ = RawSocket.connect(number)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Connection onlyOne(TestPort port) {
    await().until(() -> port.opened.size() == 1);
    return port.opened.getFirst();
  }
}
