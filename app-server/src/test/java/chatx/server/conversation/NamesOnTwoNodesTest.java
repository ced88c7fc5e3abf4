package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CreateRoom;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomJoined;
import chatx.protocol.ServerReply;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import chatx.server.text.NameKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL are asked for names that look alike at the same moment. */
class NamesOnTwoNodesTest {
  private static final int ROUNDS = 20;

  /** They look alike only crosswise: what the one looks like as written, the other does folded. */
  private static final String UPSILON = "Υιαννα";

  private static final String GAMMA = "Γιαννα";

  private final ExecutorService both = Executors.newFixedThreadPool(2);
  private TestServer one;
  private TestServer other;

  @BeforeEach
  void start(@TempDir Path first, @TempDir Path second) {
    StorageSettings database = TestDatabases.postgres();
    one = new TestServer(first, database);
    other = new TestServer(second, database);
  }

  @AfterEach
  void stop() {
    both.close();
    one.close();
    other.close();
  }

  @Test
  void thePremiseOfTheseTestsHolds() {
    NameKey upsilon = NameKey.of(UPSILON);
    NameKey gamma = NameKey.of(GAMMA);
    assertThat(upsilon.looksLike(gamma)).isTrue();
    assertThat(upsilon.folded()).isNotEqualTo(gamma.folded());
    assertThat(upsilon.skeleton()).isNotEqualTo(gamma.skeleton());
    assertThat(upsilon.foldedSkeleton()).isNotEqualTo(gamma.foldedSkeleton());
  }

  @Test
  void oneOfTwoAccountsIsMade() {
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<String> first = register(one, UPSILON + round);
      CompletableFuture<String> second = register(other, GAMMA + round);
      assertThat(List.of(first.join(), second.join()))
          .as("round %d", round)
          .containsExactlyInAnyOrder("201", "name_too_similar");
    }
  }

  @Test
  void oneOfTwoRoomsIsMade() {
    try (TestClient ada = one.register("ada");
        TestClient bob = other.register("bob")) {
      for (int round = 0; round < ROUNDS; round++) {
        CompletableFuture<ServerReply> first =
            ada.send(new CreateRoom(UPSILON + round, null, null));
        CompletableFuture<ServerReply> second = bob.send(new CreateRoom(GAMMA + round, null, null));
        List<Object> outcomes = new ArrayList<>();
        for (ServerReply reply : List.of(first.join(), second.join())) {
          outcomes.add(reply instanceof Problem problem ? problem.code() : reply.getClass());
        }
        assertThat(outcomes)
            .as("round %d", round)
            .containsExactlyInAnyOrder(RoomJoined.class, ProblemCode.ROOM_EXISTS);
      }
    }
  }

  private CompletableFuture<String> register(TestServer server, String name) {
    return CompletableFuture.supplyAsync(
        () -> {
          var answer =
              server.post(
                  "/api/v1/accounts",
                  "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}",
                  null);
          return answer.statusCode() == 201 ? "201" : TestServer.field(answer.body(), "code");
        },
        both);
  }
}
