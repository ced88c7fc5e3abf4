package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.Secret;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.RoomId;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that run out, are exchanged and are taken away. */
@SuppressWarnings("NullAway.Init")
final class SigningInTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Device device(String name) {
    return Device.register(server, name, folder.resolve(name));
  }

  private static ServerApi api() {
    return new ServerApi(server.address());
  }

  @Test
  void anAccessTokenThatRanOutIsExchangedWithoutAWord() {
    try (Device ada = device("ada").online()) {
      RoomId room = ada.createRoom("Expiry");
      Secret before = ada.vault().load(ada.account().id()).orElseThrow();
      server.clock().move(Duration.ofMinutes(11));
      ada.session().networkChanged();
      await().until(() -> !ada.vault().load(ada.account().id()).orElseThrow().equals(before));
      ada.awaitOnline();
      var _ = ada.session().send(room, "still here");
      ada.awaitBodies(room, List.of("still here"));
      assertThat(ada.witness().states())
          .noneMatch(ConnectionState.SignedOut.class::isInstance)
          .noneMatch(ConnectionState.Waiting.class::isInstance);
    }
  }

  @Test
  void everyRefreshTokenIsKeptBeforeItIsUsed() {
    try (Device ada = device("keeper")) {
      for (int i = 0; i < 5; i++) {
        Secret before = ada.vault().load(ada.account().id()).orElseThrow();
        ada.online();
        Secret after = ada.vault().load(ada.account().id()).orElseThrow();
        assertThat(after.refreshToken()).isNotEqualTo(before.refreshToken());
        assertThat(after.deviceToken()).isNotNull();
        ada.restartProgram();
      }
    }
  }

  /** Daily in the app. */
  @Test
  void aConnectionThatStaysUpRenewsItsSession() {
    try (Device ada =
        Device.register(
                server,
                "lasting",
                folder.resolve("lasting"),
                server.address(),
                new TyrusTransport(),
                Clock.systemUTC(),
                new ClientSession.Pace(() -> 40, Duration.ofMillis(200)))
            .online()) {
      Set<String> tokens = new HashSet<>();
      await()
          .until(() -> {
            tokens.add(
                String.valueOf(ada.vault().load(ada.account().id()).orElseThrow().refreshToken()));
            return tokens.size() == 3;
          });
      assertThat(ada.session().state()).isInstanceOf(ConnectionState.Online.class);
      assertThat(ada.witness().states()).hasSize(3);
      ada.restartProgram();
      ada.online();
    }
  }

  @Test
  void aSessionThatIsEndedElsewhereNeedsAPerson() {
    try (Device ada = device("ended").online()) {
      SessionTokens elsewhere = server.tokens("ended");
      assertThat(api().signOutEverywhere(elsewhere.accessToken())).isInstanceOf(Answer.Given.class);
      ada.awaitState(ConnectionState.SignedOut.class);
      assertThat(ada.session().state())
          .isEqualTo(new ConnectionState.SignedOut(SignedOutReason.ENDED_BY_SERVER));
    }
  }

  @Test
  void aSessionThatEndedWhileNobodyWasThereNeedsAPerson() {
    try (Device ada = device("away")) {
      assertThat(api().signOutEverywhere(server.tokens("away").accessToken()))
          .isInstanceOf(Answer.Given.class);
      ada.session().start();
      ada.awaitState(ConnectionState.SignedOut.class);
    }
  }

  @Test
  void whoSignsOutHereIsSignedOutThereToo() {
    try (Device ada = device("leaver").online()) {
      Secret before = ada.vault().load(ada.account().id()).orElseThrow();
      ada.session().signOut();
      ada.awaitState(ConnectionState.SignedOut.class);
      assertThat(ada.session().state())
          .isEqualTo(new ConnectionState.SignedOut(SignedOutReason.SIGNED_OUT_HERE));
      await()
          .until(() -> ada.vault().load(ada.account().id()).orElseThrow().refreshToken() == null);
      Secret kept = ada.vault().load(ada.account().id()).orElseThrow();
      assertThat(kept.deviceToken()).isEqualTo(before.deviceToken());
      String old = java.util.Objects.requireNonNull(before.refreshToken());
      await()
          .untilAsserted(
              () -> assertThat(sessionsOf("leaver")).as("only the one that asks").hasSize(1));
      assertThat(api().refresh(old)).isInstanceOf(Answer.Refused.class);

      ada.restartProgram();
      ada.session().start();
      ada.awaitState(ConnectionState.SignedOut.class);
      assertThat(ada.session().state())
          .isEqualTo(new ConnectionState.SignedOut(SignedOutReason.NOTHING_KEPT));
    }
  }

  private static List<?> sessionsOf(String name) {
    String token = server.tokens(name).accessToken();
    List<?> sessions =
        api().sessions(token) instanceof Answer.Given<SessionList>(SessionList list)
            ? list.sessions()
            : List.of();
    var _ = api().signOut(token);
    return sessions;
  }

  @Test
  void theAccountIsManagedThroughTheSession() throws InterruptedException, ExecutionException {
    try (Device ada = device("steward").online();
        Device other = Device.another(server, "steward", folder.resolve("other")).online()) {
      assertThat(ada.session().sessions().get())
          .isInstanceOfSatisfying(
              Answer.Given.class,
              given -> assertThat(((SessionList) given.value()).sessions()).hasSize(2));
      assertThat(
              ada.session()
                  .changePassword(new PasswordChange(LiveServer.PASSWORD, "another horse 8"))
                  .get())
          .isInstanceOf(Answer.Given.class);
      other.awaitState(ConnectionState.SignedOut.class);
      assertThat(ada.session().state()).isInstanceOf(ConnectionState.Online.class);
      ada.session().signOutEverywhere();
      ada.awaitState(ConnectionState.SignedOut.class);
    }
  }
}
