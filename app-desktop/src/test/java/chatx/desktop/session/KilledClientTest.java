package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.SavedAccount;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is killed in the middle of sending, as {@code kill -9} does. */
final class KilledClientTest {
  private static final int KILLS = Integer.getInteger("chatx.test.kills", 3);

  @TempDir private Path folder;

  @Test
  void whatItHadTakenArrivesOnceAndInOrder() throws Exception {
    Path kept = folder.resolve("ada");
    try (LiveServer server = new LiveServer(folder.resolve("data"))) {
      SavedAccount ada = server.register("ada", new MemoryVault());
      RoomId room;
      try (Device maker = Device.another(server, "ada", kept).online()) {
        room = maker.createRoom("Killed");
      }
      List<String> said = new ArrayList<>();
      int next = 1;
      for (int kill = 0; kill < KILLS; kill++) {
        List<Integer> numbers = numbersOfAClientThatIsKilled(server, ada, kept, room, next);
        numbers.forEach(number -> said.add("message " + number));
        // Not the one behind the last: it may be on the disk although nobody was told.
        next = numbers.getLast() + 100;
      }
      try (Device again = Device.another(server, "ada", kept).online()) {
        await().atMost(Device.PATIENCE).until(() -> again.witness().unsent() == 0);
        assertThat(again.store().outbox()).isEmpty();
        List<String> stored = bodies(again, room);
        assertThat(stored).doesNotHaveDuplicates().containsSubsequence(said);
        assertThat(stored.size() - said.size()).isBetween(0, KILLS);
        assertThat(again.witness().complaints()).isEmpty();
      }
    }
  }

  private static List<Integer> numbersOfAClientThatIsKilled(
      LiveServer server, SavedAccount ada, Path kept, RoomId room, int first)
      throws IOException, InterruptedException {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledClient.class.getName(),
                String.valueOf(server.port()),
                ada.user().id().toString(),
                server.tokens("ada").refreshToken(),
                kept.toString(),
                room.toString(),
                String.valueOf(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Integer> numbers = new ArrayList<>();
    try (BufferedReader lines = client.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < 60; i++) {
        numbers.add(
            Integer.valueOf(Objects.requireNonNull(lines.readLine(), "it ended by itself")));
      }
      assertThat(client.toHandle().destroyForcibly()).isTrue();
      lines.lines().forEach(line -> numbers.add(Integer.valueOf(line)));
    }
    assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return numbers;
  }

  private static List<String> bodies(Device device, RoomId room) {
    List<String> bodies = new ArrayList<>();
    long after = 0;
    while (true) {
      List<LoggedEvent> page =
          device
              .ask(new ReadHistory(room, null, after, null, 200, null), HistoryPage.class)
              .entries();
      if (page.isEmpty()) {
        return bodies;
      }
      for (LoggedEvent event : page) {
        if (event.event() instanceof MessagePosted posted) {
          bodies.add(posted.body());
        }
      }
      after = page.getLast().seq();
    }
  }
}
