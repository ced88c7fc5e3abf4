package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.HistoryPage;
import chatx.protocol.JoinRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app that hosts ends, whichever way: its guests are told to come back, all of it takes at most
 * five seconds, and nothing that was accepted is lost.
 */
@SuppressWarnings("NullAway.Init")
class HostEndsTest {
  private static final Duration DRAINED = Duration.ofSeconds(5);

  /** As many as a guest may send at once. */
  private static final int MESSAGES = 10;

  @TempDir private Path folder;
  private final MemoryVault vault = new MemoryVault();
  private final List<String> accepted = new ArrayList<>();
  private ServerAddress address;
  private RoomId lobby;

  @Test
  void guests_are_told_when_the_window_closes_and_when_the_program_exits() throws Exception {
    Path data = folder.resolve("app");
    try (RunningApp app = RunningApp.start(data, vault)) {
      lobby = app.hostFirstRoom("Ada").id();
      address = app.server().account().address();
      assertGuestIsTold("grace", () -> app.quit(true));
    }
    try (HostingProcess app = HostingProcess.start(data)) {
      assertGuestIsTold("linus", app::exit);
    }
    try (LiveServer server = new LiveServer(data.resolve("host"))) {
      address = server.address();
      assertNothingIsLost();
    }
  }

  private void assertNothingIsLost() throws Exception {
    try (Guest reader = guest("reader")) {
      List<String> stored =
          ((HistoryPage) reader.ask(new ReadHistory(lobby, null, null, null, 200, null)))
              .entries().stream()
                  .map(LoggedEvent::event)
                  .filter(MessagePosted.class::isInstance)
                  .map(event -> ((MessagePosted) event).body())
                  .toList();
      assertThat(stored).containsAll(accepted).doesNotHaveDuplicates();
    }
  }

  /** While somebody talks. */
  private void assertGuestIsTold(String name, Runnable end) throws Exception {
    try (Guest guest = guest(name)) {
      List<OutboxEntry> said = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        said.add(guest.session().send(lobby, name + " " + i));
      }
      await().atMost(RunningApp.PATIENCE).until(() -> isAccepted(guest, said.getFirst()));
      long began = System.nanoTime();
      end.run();
      assertThat(guest.closeCode().get(DRAINED.toSeconds(), TimeUnit.SECONDS)).isIn(1001, 1012);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DRAINED);
      said.stream()
          .filter(message -> isAccepted(guest, message))
          .forEach(message -> accepted.add(message.body()));
    }
  }

  /** It is gone from the outbox, which takes the server's word. */
  private static boolean isAccepted(Guest guest, OutboxEntry message) {
    return guest
        .witness()
        .latest(message.key())
        .filter(now -> now.state() == OutboxState.REMOVED)
        .isPresent();
  }

  private Guest guest(String name) throws Exception {
    await().atMost(RunningApp.PATIENCE).until(this::somebodyListens);
    Guest guest = new Guest(name, address, folder.resolve(name));
    assertThat(guest.ask(new JoinRoom(lobby, null))).isInstanceOf(RoomJoined.class);
    return guest;
  }

  private boolean somebodyListens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
