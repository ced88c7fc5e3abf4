package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.JoinRoom;
import chatx.protocol.MessageAccepted;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No more room for the embedded database and its journal (R4), at once and without a warning: the
 * operating system is told that the server's files may not grow, which needs no rights as mounting
 * a small disk would. A disk that fills up is noticed before, see {@code DiskSpaceTest}.
 */
class DiskFullTest {
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final int MORE = 256 << 10;

  @Test
  void whatDoesNotFitIsRefusedAndWhenThereIsRoomAgainNothingIsLost(@TempDir Path folder)
      throws Exception {
    try (Neighbourhood street = Neighbourhood.start(folder, Map.of());
        TestClient ada = street.register("ada");
        TestClient bob = street.register("bob")) {
      RoomId room = ada.createRoom("A small disk").id();
      bob.ask(new JoinRoom(room, null), RoomJoined.class);
      Map<String, Long> accepted = new HashMap<>();
      for (int i = 0; i < 20; i++) {
        SendMessage message = ada.message(room, "early " + i);
        accepted.put(message.body(), ada.ask(message, MessageAccepted.class).seq());
      }

      limit(street, Long.toString(largestFile(street.data()) + MORE));
      List<SendMessage> refused = new ArrayList<>();
      for (int i = 0; refused.size() < 20; i++) {
        assertThat(i).as("the limit is reached").isLessThan(5_000);
        SendMessage message = ada.message(room, i + " " + "x".repeat(3_000));
        ServerReply reply = ada.ask(message);
        if (reply instanceof MessageAccepted stored) {
          accepted.put(message.body(), stored.seq());
        } else {
          assertThat(((Problem) reply).code()).isEqualTo(ProblemCode.STORAGE_FULL);
          refused.add(message);
        }
      }

      limit(street, "unlimited");
      long back = System.nanoTime();
      for (SendMessage message : refused) {
        accepted.put(message.body(), Persistence.sendUntilAccepted(ada, message).seq());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(BACK);
      Persistence.assertHeardOnce(bob, room, accepted);
      Persistence.assertStoredOnce(bob, room, accepted);

      street.server().kill();
      street.server().restart();
      try (TestClient later = street.connect(bob.token())) {
        Persistence.assertStoredOnce(later, room, accepted);
      }
    }
  }

  private static void limit(Neighbourhood street, String bytes) throws Exception {
    Process told =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(street.server().pid()), "--fsize=" + bytes + ":")
            .redirectErrorStream(true)
            .start();
    String words =
        new String(told.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(told.waitFor()).as(words).isZero();
  }

  private static long largestFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .max()
          .orElseThrow();
    }
  }
}
