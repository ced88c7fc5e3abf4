package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
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
import chatx.protocol.http.SignIn;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      assertTrouble(new ServerAddress("127.0.0.1", shell.getLocalPort(), true), Trouble.TLS_FAILED);
    }
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
