package chatx.desktop.session;

import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.ServerInfo;
import chatx.protocol.codec.BadFrameException;
import chatx.protocol.codec.BodyCodec;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.RefreshRequest;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers over HTTP. Any thread but the window's: calls block, though never for longer
 * than some seconds.
 */
public final class ServerApi {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration WHOLE_REQUEST = Duration.ofSeconds(20);

  /** In bytes; a list of a person's sessions is the longest answer there is. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final int FIRST_REFUSAL = 400;

  private final ServerAddress address;
  private final BodyCodec codec = new BodyCodec();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  public ServerApi(ServerAddress address) {
    this.address = address;
  }

  /** Which server it is; fails with the trouble when it is none that this program can talk to. */
  public Answer<ServerInfo> server() {
    Answer<ServerInfo> answer =
        ask(request("/api/v1/server", null).GET().build(), ServerInfo.class, Trouble.NOT_CHATX);
    if (answer instanceof Answer.Given<ServerInfo>(ServerInfo server)) {
      if (server.protocol() < ProtocolVersion.CURRENT) {
        return new Answer.Failed<>(Trouble.SERVER_TOO_OLD);
      }
      if (server.protocol() > ProtocolVersion.CURRENT && !stillSpeaksOurs()) {
        return new Answer.Failed<>(Trouble.SERVER_TOO_NEW);
      }
    }
    return answer;
  }

  /** Makes an account, which is not signed in yet. */
  public Answer<AccountInfo> register(Registration registration) {
    return send("POST", "/api/v1/accounts", registration, null, AccountInfo.class);
  }

  public Answer<SessionTokens> signIn(SignIn signIn) {
    return send("POST", "/api/v1/sessions", signIn, null, SessionTokens.class);
  }

  /** Works once for each token; save the answer's before anything else. */
  public Answer<SessionTokens> refresh(String refreshToken) {
    return send(
        "POST",
        "/api/v1/sessions/refresh",
        new RefreshRequest(refreshToken),
        null,
        SessionTokens.class);
  }

  public Answer<SessionList> sessions(String accessToken) {
    return ask(
        request("/api/v1/sessions", accessToken).GET().build(), SessionList.class, Trouble.BROKEN);
  }

  /** Ends all other sessions of the account. */
  public Answer<AccountInfo> changePassword(String accessToken, PasswordChange change) {
    return send("PUT", "/api/v1/account/password", change, accessToken, AccountInfo.class);
  }

  public Answer<Answer.Nothing> signOut(String accessToken) {
    return delete("/api/v1/sessions/current", accessToken);
  }

  public Answer<Answer.Nothing> signOutEverywhere(String accessToken) {
    return delete("/api/v1/sessions", accessToken);
  }

  private Answer<Answer.Nothing> delete(String path, String accessToken) {
    return ask(request(path, accessToken).DELETE().build(), Answer.Nothing.class, Trouble.BROKEN);
  }

  private <R extends Record> Answer<R> send(
      String method, String path, Record body, @Nullable String accessToken, Class<R> type) {
    HttpRequest request =
        request(path, accessToken)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(codec.encode(body)))
            .build();
    return ask(request, type, Trouble.BROKEN);
  }

  private HttpRequest.Builder request(String path, @Nullable String accessToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.http(path))
            .timeout(WHOLE_REQUEST)
            .header("Accept", "application/json, application/problem+json");
    return accessToken == null ? request : request.header("Authorization", "Bearer " + accessToken);
  }

  /**
   * @param foreign what an answer means that is not one of the protocol
   */
  private <R extends Record> Answer<R> ask(HttpRequest request, Class<R> type, Trouble foreign) {
    HttpResponse<byte[]> response;
    try {
      response =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    } catch (IOException failed) {
      return new Answer.Failed<>(Troubles.of(failed));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.Failed<>(Trouble.BROKEN);
    }
    try {
      if (response.statusCode() >= FIRST_REFUSAL) {
        return new Answer.Refused<>(codec.decode(response.body(), ProblemDetails.class));
      }
      return new Answer.Given<>(
          codec.decode(type == Answer.Nothing.class ? EMPTY.clone() : response.body(), type));
    } catch (BadFrameException _) {
      return new Answer.Failed<>(foreign);
    }
  }

  private static final byte[] EMPTY = {'{', '}'};

  /** A newer server may take this program's protocol all the same: it says so when asked. */
  private boolean stillSpeaksOurs() {
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .subprotocols(ProtocolVersion.SUB_PROTOCOL)
              .buildAsync(address.socket(), new WebSocket.Listener() {})
              .join();
      socket.abort();
      return socket.getSubprotocol().equals(ProtocolVersion.SUB_PROTOCOL);
    } catch (CompletionException _) {
      return false;
    }
  }
}
