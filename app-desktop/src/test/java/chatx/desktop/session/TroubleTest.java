package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.testing.Witness;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerInfo;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.codec.BodyCodec;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.SignIn;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses that lead somewhere else, or nowhere. */
final class TroubleTest {
  @TempDir private Path folder;

  private static ServerAddress local(int port) {
    return new ServerAddress("127.0.0.1", port, false);
  }

  private static void assertTrouble(ServerAddress address, Trouble trouble) {
    assertThat(new ServerApi(address).server()).isEqualTo(new Answer.Failed<>(trouble));
  }

  private static HttpServer web(int status, String type, byte[] body) throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    web.start();
    return web;
  }

  private static byte[] server(int protocol) {
    return new BodyCodec().encode(new ServerInfo("Other", "9", protocol, 4000, 65_536, 30));
  }

  /** An account there, whose session says what is wrong. */
  private ClientSession session(ServerAddress address, Witness witness) {
    MemoryVault vault = new MemoryVault();
    SavedAccount account =
        new SavedAccount(
            AccountId.random(),
            address,
            "Lost",
            new UserSummary(new UserId(UUID.randomUUID()), "ada", "Ada"),
            false);
    vault.save(account.id(), new Secret("a token", null, null));
    ClientSession session =
        ClientSession.open(
            account,
            vault,
            Device.store(folder.resolve(account.id().toString())),
            witness,
            Clock.systemUTC(),
            new TyrusTransport(),
            Device.HASTE);
    session.start();
    return session;
  }

  private void assertSessionWaits(ServerAddress address, Trouble trouble) {
    Witness witness = new Witness();
    try (ClientSession _ = session(address, witness)) {
      await()
          .atMost(Device.PATIENCE)
          .untilAsserted(() ->
              assertThat(witness.states())
                  .anySatisfy(state ->
                      assertThat(state)
                          .isInstanceOfSatisfying(
                              ConnectionState.Waiting.class,
                              waiting -> assertThat(waiting.trouble()).isEqualTo(trouble))));
    }
  }

  private void assertSessionStops(ServerAddress address, Trouble trouble) {
    Witness witness = new Witness();
    try (ClientSession session = session(address, witness)) {
      await()
          .atMost(Device.PATIENCE)
          .until(() -> session.state().equals(new ConnectionState.Incompatible(trouble)));
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertTrouble(local(port), Trouble.REFUSED_CONNECTION);
    assertSessionWaits(local(port), Trouble.REFUSED_CONNECTION);
  }

  @Test
  void thereIsNoSuchComputer() {
    assertTrouble(new ServerAddress("no-such-host.invalid", 8420, false), Trouble.UNKNOWN_HOST);
  }

  @Test
  void aWebServerIsNoChatServer() throws IOException {
    HttpServer page = web(200, "text/html", "<html>Hello</html>".getBytes(StandardCharsets.UTF_8));
    HttpServer nothing = web(404, "text/plain", "what?".getBytes(StandardCharsets.UTF_8));
    HttpServer otherJson = web(200, "application/json", "null".getBytes(StandardCharsets.UTF_8));
    try {
      for (HttpServer web : new HttpServer[] {page, nothing, otherJson}) {
        assertTrouble(local(web.getAddress().getPort()), Trouble.NOT_CHATX);
      }
      assertSessionWaits(local(page.getAddress().getPort()), Trouble.NOT_CHATX);
    } finally {
      page.stop(0);
      nothing.stop(0);
      otherJson.stop(0);
    }
  }

  @Test
  void aPortThatSpeaksSomethingElseIsNoChatServer() throws IOException {
    try (ServerSocket shell = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            while (!shell.isClosed()) {
              try (Socket client = shell.accept()) {
                client
                    .getOutputStream()
                    .write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                var _ = client.getInputStream().read();
              } catch (IOException _) {
                // The test is over, or the client had enough.
              }
            }
          });
      assertTrouble(local(shell.getLocalPort()), Trouble.NOT_CHATX);
      assertTrouble(new ServerAddress("127.0.0.1", shell.getLocalPort(), true), Trouble.NOT_CHATX);
    }
  }

  private static final ServerApi.Patience LITTLE =
      new ServerApi.Patience(
          Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(400));

  @Test
  void aPortThatTakesTheConnectionAndSaysNothingIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(new ServerApi(local(silent.getLocalPort()), ServerTrust.of(null), LITTLE).server())
          .isEqualTo(new Answer.Failed<>(Trouble.SILENT));
    }
  }

  @Test
  void aComputerThatDoesNotAnswerIsNotThere() throws IOException {
    // Nobody takes connections here, and no more of them may wait than there are.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(new ServerApi(local(full.getLocalPort()), ServerTrust.of(null), LITTLE).server())
          .isEqualTo(new Answer.Failed<>(Trouble.TIMED_OUT));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyWayToFailHasItsTrouble(Throwable failed, Trouble trouble) {
    assertThat(Troubles.of(failed)).isEqualTo(trouble);
    assertThat(Troubles.of(new IOException("while asking", failed))).isEqualTo(trouble);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoRouteToHostException("No route to host"), Trouble.NO_NETWORK),
        Arguments.of(new ConnectException("Network is unreachable"), Trouble.NO_NETWORK),
        Arguments.of(new ConnectException("Connection timed out"), Trouble.TIMED_OUT),
        Arguments.of(new ConnectException(), Trouble.REFUSED_CONNECTION),
        Arguments.of(new UnknownHostException("nowhere"), Trouble.UNKNOWN_HOST),
        Arguments.of(new HttpConnectTimeoutException("connect timed out"), Trouble.TIMED_OUT),
        Arguments.of(new HttpTimeoutException("request timed out"), Trouble.SILENT),
        Arguments.of(new SSLHandshakeException("bad certificate"), Trouble.TLS_FAILED),
        Arguments.of(new ProtocolException("no status line"), Trouble.NOT_CHATX),
        Arguments.of(new EOFException("cut"), Trouble.BROKEN));
  }

  @Test
  void aPlainServerThatIsAskedInSecretSaysThatItIsPlain() {
    try (LiveServer server = new LiveServer(folder.resolve("plain"))) {
      ServerAddress secure = new ServerAddress("127.0.0.1", server.port(), true);
      assertTrouble(secure, Trouble.PLAIN_ONLY);
      assertThat(failureAt(secure))
          .isEqualTo(new Dialer.Unreachable(Trouble.PLAIN_ONLY, Duration.ZERO));
    }
  }

  /** What a session with an account there would be told. */
  private static Dialer.Failure failureAt(ServerAddress address) {
    MemoryVault vault = new MemoryVault();
    AccountId account = AccountId.random();
    vault.save(account, new Secret("a token", null, null));
    ServerApi api = new ServerApi(address, ServerTrust.of(null), LITTLE);
    AccessTokens tokens = new AccessTokens(account, vault, api, System::nanoTime);
    CompletableFuture<Dialer.Failure> failure = new CompletableFuture<>();
    new Dialer(address, new TyrusTransport(), api, tokens)
        .dial(
            new Dialer.Caller() {
              @Override
              public void opened(Transport.Link link, String accessToken) {
                link.close();
              }

              @Override
              public void failed(Dialer.Failure told) {
                failure.complete(told);
              }

              @Override
              public void text(String text, Runnable heard) {}

              @Override
              public void closed(int code) {}
            });
    return failure.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void whoStandsInFrontOfAServerThatIsAwayIsBelieved() throws IOException {
    List<Long> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(System.nanoTime());
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
          }
        });
    proxy.start();
    ServerAddress address = local(proxy.getAddress().getPort());
    try {
      assertThat(new ServerApi(address).server())
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> {
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
                assertThat(refused.problem().retryAfterMs()).isEqualTo(1_000);
              });
      assertThatThrownBy(() -> new TyrusTransport().open(address.socket(), new Deaf()))
          .isInstanceOfSatisfying(
              Transport.NotOpenedException.class,
              refused -> assertThat(refused.comeLater()).isEqualTo(Duration.ofSeconds(1)));
      asked.clear();
      Witness witness = new Witness();
      try (ClientSession session = session(address, witness)) {
        await().atMost(Device.PATIENCE).until(() -> asked.size() == 3);
        assertThat(session.state()).isNotInstanceOf(ConnectionState.SignedOut.class);
      }
      assertThat(witness.states())
          .filteredOn(ConnectionState.Waiting.class::isInstance)
          .isNotEmpty()
          .allSatisfy(state ->
              assertThat(((ConnectionState.Waiting) state).trouble())
                  .isEqualTo(Trouble.UNAVAILABLE));
      for (int i = 1; i < asked.size(); i++) {
        assertThat(Duration.ofNanos(asked.get(i) - asked.get(i - 1)))
            .as("as long as it asked for")
            .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      }
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void aWaitOfAgesDoesNotEndTheSession() throws IOException {
    ProblemDetails never =
        new ProblemDetails(
            "about:blank", "No", 429, "No", ProblemCode.RATE_LIMITED, null, Long.MAX_VALUE, "");
    HttpServer web = web(429, "application/problem+json", new BodyCodec().encode(never));
    Witness witness = new Witness();
    try (ClientSession session = session(local(web.getAddress().getPort()), witness)) {
      await().until(() -> session.state() instanceof ConnectionState.Waiting);
      assertThat(((ConnectionState.Waiting) session.state()).retryAt())
          .isBefore(Instant.now().plus(Duration.ofHours(2)));
      session.retryNow();
      await().until(() -> witness.states().size() == 4);
    } finally {
      web.stop(0);
    }
  }

  /** Hears nothing. */
  private static final class Deaf implements Transport.Receiver {
    @Override
    public void text(String text) {}

    @Override
    public void closed(int code) {}
  }

  @Test
  void anOlderAndANewerServerAreTold() throws IOException {
    HttpServer old = web(200, "application/json", server(0));
    HttpServer young = web(200, "application/json", server(2));
    try {
      assertTrouble(local(old.getAddress().getPort()), Trouble.SERVER_TOO_OLD);
      assertTrouble(local(young.getAddress().getPort()), Trouble.SERVER_TOO_NEW);
      assertSessionStops(local(old.getAddress().getPort()), Trouble.SERVER_TOO_OLD);
      assertSessionStops(local(young.getAddress().getPort()), Trouble.SERVER_TOO_NEW);
    } finally {
      old.stop(0);
      young.stop(0);
    }
  }

  @Test
  void aRealServerSaysWhatItIsAndWhatIsWrong() {
    try (LiveServer server = new LiveServer(folder.resolve("data"))) {
      assertThat(new ServerApi(server.address()).server()).isInstanceOf(Answer.Given.class);
      assertThat(
              new ServerApi(server.address())
                  .signIn(new SignIn("nobody", "wrong horse 9", null, null, null)))
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.LOGIN_FAILED));
    }
  }
}
