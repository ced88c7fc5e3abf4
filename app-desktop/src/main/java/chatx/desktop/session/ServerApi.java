package chatx.desktop.session;

import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ProblemCode;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.ServerInfo;
import chatx.protocol.codec.BadFrameException;
import chatx.protocol.codec.BodyCodec;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.http.InviteQuestion;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.RefreshRequest;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.protocol.invite.InviteToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers over HTTP. Any thread but the window's: calls block, though never for longer
 * than some seconds.
 */
public final class ServerApi {
  private static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(8), Duration.ofSeconds(20));

  /** A plain server leaves a secure greeting unanswered; it is asked otherwise after this time. */
  private static final Duration SECURE_GREETING = Duration.ofSeconds(2);

  /** In bytes; a list of a person's sessions is the longest answer there is. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final int FIRST_REFUSAL = 400;

  /** Too many requests, and what a proxy says while the server behind it is away. */
  private static final Set<Integer> COME_LATER = Set.of(429, 502, 503, 504);

  private final ServerAddress address;
  private final ServerTrust trust;
  private final Patience patience;
  private final BodyCodec codec = new BodyCodec();
  private final HttpClient http;

  /**
   * How long to wait.
   *
   * @param introduction for the answer which server it is, which takes no work
   * @param request for any other answer
   */
  record Patience(Duration connect, Duration introduction, Duration request) {}

  /** Of a server that is not encrypted, or for which a public authority vouches. */
  public ServerApi(ServerAddress address) {
    this(address, ServerTrust.of(null));
  }

  public ServerApi(ServerAddress address, ServerTrust trust) {
    this(address, trust, USUAL);
  }

  ServerApi(ServerAddress address, ServerTrust trust, Patience patience) {
    this.address = address;
    this.trust = trust;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .sslContext(trust.context())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** What this rests on, where the server is reached by TLS. */
  public ServerTrust trust() {
    return trust;
  }

  /** Which server it is; fails with the trouble when it is none that this program can talk to. */
  public Answer<ServerInfo> server() {
    if (!address.secure()) {
      return introduction(address);
    }
    CompletableFuture<Answer<ServerInfo>> secure = new CompletableFuture<>();
    Thread.ofVirtual().name("chatx-greeting").start(() -> secure.complete(introduction(address)));
    Answer<ServerInfo> early =
        secure
            .copy()
            .completeOnTimeout(
                new Answer.Failed<>(Trouble.SILENT),
                SECURE_GREETING.toMillis(),
                TimeUnit.MILLISECONDS)
            .join();
    return early instanceof Answer.Failed<ServerInfo>(Trouble trouble) && perhapsPlain(trouble)
        ? spokenPlainly().orElseGet(secure::join)
        : early;
  }

  private static boolean perhapsPlain(Trouble trouble) {
    return switch (trouble) {
      case SILENT, TIMED_OUT, TLS_FAILED, NOT_CHATX, BROKEN -> true;
      case UNKNOWN_HOST,
          REFUSED_CONNECTION,
          NO_NETWORK,
          UNAVAILABLE,
          SERVER_TOO_OLD,
          SERVER_TOO_NEW,
          PLAIN_ONLY,
          TLS_ONLY,
          UNKNOWN_SERVER,
          DIFFERENT_SERVER ->
          false;
    };
  }

  /** What is wrong, where something answers in the clear that does not in secret. */
  private Optional<Answer<ServerInfo>> spokenPlainly() {
    return switch (introduction(new ServerAddress(address.host(), address.port(), false))) {
      case Answer.Given<ServerInfo> _ -> Optional.of(new Answer.Failed<>(Trouble.PLAIN_ONLY));
      case Answer.Failed<ServerInfo>(Trouble trouble) when trouble == Trouble.NOT_CHATX ->
          Optional.of(new Answer.Failed<>(Trouble.NOT_CHATX));
      case Answer.Failed<ServerInfo> _, Answer.Refused<ServerInfo> _ -> Optional.empty();
    };
  }

  private Answer<ServerInfo> introduction(ServerAddress where) {
    Answer<ServerInfo> answer =
        ask(
            request(where, "/api/v1/server", null).timeout(patience.introduction()).GET().build(),
            ServerInfo.class,
            Trouble.NOT_CHATX);
    // Nothing of the question can be wrong but that it was asked in the clear.
    if (!where.secure()
        && answer instanceof Answer.Refused<ServerInfo>(ProblemDetails problem)
        && problem.code() == ProblemCode.BAD_MESSAGE) {
      return new Answer.Failed<>(Trouble.TLS_ONLY);
    }
    if (answer instanceof Answer.Given<ServerInfo>(ServerInfo server)) {
      if (server.protocol() < ProtocolVersion.CURRENT) {
        return new Answer.Failed<>(Trouble.SERVER_TOO_OLD);
      }
      if (server.protocol() > ProtocolVersion.CURRENT && !stillSpeaksOurs(where)) {
        return new Answer.Failed<>(Trouble.SERVER_TOO_NEW);
      }
    }
    return answer;
  }

  /** What an invite opens; it is not used. */
  public Answer<InviteAnswer> lookAt(InviteToken invite) {
    return send(
        "POST",
        "/api/v1/invites/look",
        new InviteQuestion(invite.text()),
        null,
        InviteAnswer.class);
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
    return request(address, path, accessToken);
  }

  private HttpRequest.Builder request(
      ServerAddress where, String path, @Nullable String accessToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(where.http(path))
            .timeout(patience.request())
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
      return COME_LATER.contains(response.statusCode())
          ? new Answer.Refused<>(comeLater(response))
          : new Answer.Failed<>(foreign);
    }
  }

  /** In words of the protocol, what somebody in front of the server said in their own. */
  private static ProblemDetails comeLater(HttpResponse<?> response) {
    return new ProblemDetails(
        "about:blank",
        "Unavailable",
        response.statusCode(),
        "The server takes nobody in at the moment.",
        ProblemCode.UNAVAILABLE,
        null,
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> SECONDS.matcher(value).matches())
            .map(seconds -> Long.parseLong(seconds) * 1000)
            .orElse(null),
        "");
  }

  private static final byte[] EMPTY = {'{', '}'};

  /** A wait; a date, the other form there is, would need this computer's clock to be right. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  /** A newer server may take this program's protocol all the same: it says so when asked. */
  private boolean stillSpeaksOurs(ServerAddress where) {
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(patience.connect())
              .subprotocols(ProtocolVersion.SUB_PROTOCOL)
              .buildAsync(where.socket(), new WebSocket.Listener() {})
              .join();
      socket.abort();
      return socket.getSubprotocol().equals(ProtocolVersion.SUB_PROTOCOL);
    } catch (CompletionException _) {
      return false;
    }
  }
}
