package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.MyRooms;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who signs in with the opening request learns what became of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeSignInTest {
  private static final String ADA = "{\"name\":\"ada\",\"password\":\"correct horse 7\"%s}";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new TestServer(folder, null);
    server.post("/api/v1/accounts", ADA.formatted(""), null);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aTokenInTheHeaderSignsInAndTheServerSaysSo() {
    try (TestClient ada = open("Authorization", "Bearer " + token())) {
      assertThat(ada.welcome(Authenticated.class).user().name()).isEqualTo("ada");
      assertThat(ada.ask(new chatx.protocol.ListMyRooms(), MyRooms.class).rooms()).isEmpty();
    }
  }

  @Test
  void aForgedTokenIsToldAndAFrameMayStillSignIn() {
    try (TestClient ada = open("Authorization", "Bearer " + token() + "x")) {
      assertThat(ada.welcome(Problem.class).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
      assertThat(ada.ask(new Authenticate(token()), Authenticated.class).user().name())
          .isEqualTo("ada");
    }
  }

  @Test
  void aTokenOfASessionThatEndedIsTold() {
    String token = token();
    assertThat(server.delete("/api/v1/sessions/current", token).statusCode()).isEqualTo(204);
    try (TestClient ada = open("Authorization", "Bearer " + token)) {
      assertThat(ada.welcome(Problem.class).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
    }
  }

  @Test
  void anotherSchemeThanBearerIsTold() {
    try (TestClient ada = open("Authorization", "Basic YWRhOmNvcnJlY3Q=")) {
      assertThat(ada.welcome(Problem.class).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
    }
  }

  @Test
  void aCookieSignsInFromAPageOfOursAndAForgedOneIsTold() {
    HttpResponse<String> signedIn =
        server.post("/api/v1/sessions", ADA.formatted(",\"cookie\":true"), null);
    String cookies =
        signedIn.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .collect(Collectors.joining("; "));
    try (TestClient ada = page(cookies)) {
      assertThat(ada.welcome(Authenticated.class).user().name()).isEqualTo("ada");
    }
    try (TestClient ada = page("chatx_access=forged")) {
      assertThat(ada.welcome(Problem.class).code()).isEqualTo(ProblemCode.UNAUTHORIZED);
    }
  }

  @Test
  void whoBringsNothingToSignInWithIsToldNothing() {
    try (TestClient ada = page("theme=dark")) {
      ada.barrier();
      assertThat(ada.isWelcomed()).isFalse();
    }
  }

  private TestClient open(String header, String value) {
    return TestClient.open(server.socket(), Map.of(header, value));
  }

  private TestClient page(String cookies) {
    return TestClient.open(
        server.socket(), Map.of("Origin", "http://127.0.0.1:" + server.port(), "Cookie", cookies));
  }

  private String token() {
    return TestServer.field(
        server.post("/api/v1/sessions", ADA.formatted(""), null).body(), "accessToken");
  }
}
