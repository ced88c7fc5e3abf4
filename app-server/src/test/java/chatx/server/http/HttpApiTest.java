package chatx.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ServerInfo;
import chatx.server.account.AccountSettings;
import chatx.server.account.Accounts;
import chatx.server.audit.AuditLog;
import chatx.server.command.ConnectionDirectory;
import chatx.server.invite.Invites;
import chatx.server.limit.Limit;
import chatx.server.limit.LimitKind;
import chatx.server.limit.LimitSettings;
import chatx.server.limit.RateLimits;
import chatx.server.peer.TrustedProxies;
import chatx.server.secret.PasswordHasher;
import chatx.server.secret.PasswordSettings;
import chatx.server.secret.Seal;
import chatx.server.secret.SecretFiles;
import chatx.server.secret.SigningKey;
import chatx.server.socket.Connection;
import chatx.server.socket.ConnectionListener;
import chatx.server.socket.ServerPort;
import chatx.server.socket.SocketSettings;
import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import chatx.server.text.LookAlikes;
import chatx.server.text.PasswordRules;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glassfish.grizzly.http.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Accounts and sessions as a stranger's client sees them, over a real port. */
class HttpApiTest {

  @Nested
  class OnH2 extends Contract {
    @Override
    StorageSettings storage() {
      return TestDatabases.h2Memory();
    }
  }

  @Nested
  class OnPostgres extends Contract {
    @Override
    StorageSettings storage() {
      return TestDatabases.postgres();
    }

    @Override
    int everyCommonPassword() {
      return 100;
    }
  }

  abstract static class Contract {
    private static final String PASSWORD = "three odd words";
    private static final int MAX_BODY = 16 * 1024;

    private final JsonMapper json = new JsonMapper();
    // Without HTTP/2: its upgrade header makes Grizzly take the body for the upgraded protocol.
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean ready = new AtomicBoolean(true);

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private PasswordHasher hasher;

    @SuppressWarnings("NullAway.Init")
    private ServerPort port;

    private List<Route> routes = List.of();

    abstract StorageSettings storage();

    /** Which of the list are tried: 1 for all. They are refused before the database is asked. */
    int everyCommonPassword() {
      return 1;
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
      SecretFiles files = SecretFiles.in(folder.resolve("keys"));
      database = Database.open(storage());
      hasher = new PasswordHasher(Seal.of(files, "pepper"), new PasswordSettings(4, 2, 50));
      Limit generous = new Limit(100_000, 100_000, Duration.ofSeconds(1));
      RateLimits limits =
          new RateLimits(
              LimitSettings.standard()
                  .with(LimitKind.REQUESTS_PER_ADDRESS, generous)
                  .with(LimitKind.REGISTRATIONS_PER_ADDRESS, generous),
              System::nanoTime);
      Clock clock = Clock.systemUTC();
      Invites invites = new Invites(database.transactions(), new AuditLog(clock), limits, clock);
      Accounts accounts =
          new Accounts(
              database.transactions(),
              new AuditLog(clock),
              hasher,
              PasswordRules.load(),
              SigningKey.of(files),
              Seal.of(files, "device"),
              new ConnectionDirectory((_, _) -> {}),
              limits,
              invites,
              AccountSettings.DEFAULT,
              clock);
      ServerInfo info = new ServerInfo("test", "0", 1, 4000, 65536, 20);
      HttpRoutes all =
          new HttpRoutes(
              accounts,
              invites,
              Seal.of(files, "csrf"),
              new HttpSettings(
                  List.of("https://chat.example"), false, TrustedProxies.of(List.of("127.0.0.2"))),
              () -> info,
              ready::get);
      routes = all.routes();
      port =
          new ServerPort(
              SocketSettings.builder().host("127.0.0.1").port(0).maxBodyBytes(MAX_BODY).build(),
              new NoSockets(),
              new ApiHandler(all, limits),
              clock);
      port.start();
    }

    @AfterEach
    void stop() {
      port.close();
      client.close();
      hasher.close();
      database.close();
    }

    @Test
    void registersSignsInRefreshesAndSignsOut() throws Exception {
      JsonNode account = ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      assertThat(account.at("/user/name").asString()).isEqualTo("Ada");

      JsonNode tokens = signIn("ada", PASSWORD);
      String access = tokens.get("accessToken").asString();
      assertThat(ok(200, get("/api/v1/account", access)).at("/user/id").asString())
          .isEqualTo(account.at("/user/id").asString());
      assertThat(ok(200, get("/api/v1/sessions", access)).at("/sessions/0/current").asBoolean())
          .isTrue();

      JsonNode next = ok(200, refresh(tokens));
      String newer = next.get("accessToken").asString();
      assertThat(next.get("session")).isEqualTo(tokens.get("session"));

      assertThat(send("DELETE", "/api/v1/sessions/current", null, newer).statusCode())
          .isEqualTo(204);
      refused(401, "unauthorized", get("/api/v1/account", newer));
      refused(401, "unauthorized", get("/api/v1/account", access));
      refused(401, "unauthorized", refresh(next));
    }

    @Test
    void signingOutEverywhereEndsEverySession() throws Exception {
      ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      JsonNode one = signIn("Ada", PASSWORD);
      JsonNode two = signIn("Ada", PASSWORD);
      assertThat(send("DELETE", "/api/v1/sessions", null, access(one)).statusCode()).isEqualTo(204);
      for (JsonNode tokens : List.of(one, two)) {
        refused(401, "unauthorized", get("/api/v1/account", access(tokens)));
        refused(401, "unauthorized", refresh(tokens));
      }
    }

    @Test
    void aChangedPasswordEndsTheOtherSessionsOnly() throws Exception {
      ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      JsonNode here = signIn("Ada", PASSWORD);
      JsonNode there = signIn("Ada", PASSWORD);
      JsonNode wrong =
          refused(401, "login_failed", changePassword(here, "something else", "four odder words"));
      assertThat(wrong.get("field").asString()).isEqualTo("currentPassword");
      ok(200, changePassword(here, PASSWORD, "four odder words"));
      ok(200, get("/api/v1/account", access(here)));
      refused(401, "unauthorized", get("/api/v1/account", access(there)));
      refused(401, "login_failed", signInAnswer("Ada", PASSWORD));
      ok(201, signInAnswer("Ada", "four odder words"));
    }

    @Test
    void anUnknownUserAndAWrongPasswordAreAnsweredAlike() throws Exception {
      ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      long before = hasher.computed();
      JsonNode wrong = refused(401, "login_failed", signInAnswer("Ada", "not the password"));
      long forKnown = hasher.computed() - before;
      JsonNode unknown = refused(401, "login_failed", signInAnswer("Bob", "not the password"));
      assertThat(unknown.get("detail")).isEqualTo(wrong.get("detail"));
      assertThat(hasher.computed() - before).isEqualTo(2 * forKnown);
      for (String name : List.of("", " ", "\\u0000", "\\ud800", "x".repeat(2000))) {
        refused(401, "login_failed", signInAnswer(name, PASSWORD));
      }
    }

    @Test
    void everyCharacterOfALongPasswordCounts() throws Exception {
      String base = "ü😀".repeat(11) + "a".repeat(7);
      for (String password :
          List.of(base + "X", "eight\\u0000 of them", "é".repeat(250) + "abcdef")) {
        String name = "user" + hasher.computed();
        ok(201, post("/api/v1/accounts", register(name, password), null));
        ok(201, signInAnswer(name, password));
        refused(
            401,
            "login_failed",
            signInAnswer(name, password.substring(0, password.length() - 1) + "Y"));
      }
    }

    @ParameterizedTest
    @CsvSource({
      "7, password_too_short",
      "257, password_too_long",
    })
    void passwordsOutsideOfTheLengthAreRefused(int length, String code) throws Exception {
      String password =
          IntStream.range(0, length)
              .mapToObj(i -> Character.toString('a' + i * i % 23))
              .collect(Collectors.joining());
      JsonNode problem =
          refused(400, code, post("/api/v1/accounts", register("Ada", password), null));
      assertThat(problem.get("field").asString()).isEqualTo("password");
    }

    /** S6. */
    @Test
    void thePasswordsThatAreTriedFirstAreRefused() throws Exception {
      List<String> list = new ArrayList<>();
      try (InputStream in = PasswordRules.class.getResourceAsStream("common-words.txt")) {
        for (String word :
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
          for (String ending : List.of("12345", "123456", "1234567", "12345678", "123456789")) {
            list.add(word + ending);
          }
        }
      }
      assertThat(list).hasSizeGreaterThanOrEqualTo(3_000);
      for (int i = 0; i < list.size(); i += everyCommonPassword()) {
        refused(
            400, "password_common", post("/api/v1/accounts", register("Ada", list.get(i)), null));
      }
      refused(
          400,
          "password_common",
          post("/api/v1/accounts", register("adalovelace", "adalovelace"), null));
      refused(401, "login_failed", signInAnswer("Ada", list.getFirst()));
    }

    /** S10. */
    @Test
    void namesThatLookAlikeAreRefused() throws Exception {
      int refused = 0;
      for (List<String> group : LookAlikes.GROUPS) {
        ok(201, post("/api/v1/accounts", register(group.getFirst(), PASSWORD), null));
        for (String name : group.subList(1, group.size())) {
          HttpResponse<String> answer = post("/api/v1/accounts", register(name, PASSWORD), null);
          assertThat(answer.statusCode()).as(name).isBetween(400, 409);
          assertThat(body(answer).path("code").asString("accepted"))
              .as(name)
              .isIn("name_taken", "name_too_similar", "name_invalid");
          refused++;
        }
      }
      assertThat(refused).isGreaterThanOrEqualTo(60);
      refused(409, "name_taken", post("/api/v1/accounts", register("PayPal", PASSWORD), null));
      refused(
          409, "name_too_similar", post("/api/v1/accounts", register("paypa1", PASSWORD), null));
    }

    @Test
    void aBrowserGetsCookiesAndNoTokens() throws Exception {
      ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      HttpResponse<String> answer =
          post(
              "/api/v1/sessions",
              "{\"name\":\"Ada\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}",
              null);
      JsonNode session = ok(201, answer);
      assertThat(answer.body()).doesNotContain("accessToken").doesNotContain("refreshToken");
      List<String> set = answer.headers().allValues("Set-Cookie");
      assertThat(set)
          .hasSize(3)
          .allSatisfy(cookie -> assertThat(cookie).contains("; HttpOnly; SameSite=Strict"));
      String cookies =
          set.stream().map(c -> c.substring(0, c.indexOf(';'))).collect(Collectors.joining("; "));
      ok(200, browser("GET", "/api/v1/account", cookies, null));
      String csrf = session.get("csrfToken").asString();
      assertThat(ok(200, browser("GET", "/api/v1/csrf", cookies, null)).get("token").asString())
          .isEqualTo(csrf);
      refused(403, "cross_site", browser("POST", "/api/v1/sessions/refresh", cookies, null));
      refused(403, "cross_site", browser("DELETE", "/api/v1/sessions/current", cookies, null));
      ok(200, browser("POST", "/api/v1/sessions/refresh", cookies, csrf));
      HttpResponse<String> out = browser("DELETE", "/api/v1/sessions/current", cookies, csrf);
      assertThat(out.statusCode()).isEqualTo(204);
      assertThat(out.headers().allValues("Set-Cookie"))
          .isNotEmpty()
          .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
      refused(401, "unauthorized", browser("GET", "/api/v1/account", cookies, null));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{",
          "[]",
          "null",
          "7",
          "{\"name\":\"a\"}",
          "{\"name\":7,\"password\":\"x\"}",
          "{\"name\":\"a\",\"name\":\"b\",\"password\":\"x\"}",
          "{\"name\":\"a\",\"password\":\"x\"} {}",
          "{\"name\":\"a\",\"password\":\"x\",\"cookie\":\"yes\"}",
          "{\"name\":\"a\",\"password\":1e1000000000}",
          "[[[[[[[[[[[[[[[[[[[["
        })
    void whatIsNoRequestIsAnsweredInWords(String body) throws Exception {
      JsonNode problem = refused(400, "bad_message", post("/api/v1/sessions", body, null));
      assertThat(problem.get("detail").asString())
          .isNotBlank()
          .doesNotContain("jackson")
          .doesNotContain("Exception");
    }

    @Test
    void whatIsTooLargeOrNotThereIsRefused() throws Exception {
      refused(413, "too_large", post("/api/v1/sessions", " ".repeat(MAX_BODY + 1), null));
      refused(404, "not_found", get("/api/v1/nothing", null));
      HttpResponse<String> wrong = send("PUT", "/api/v1/sessions", "{}", null);
      refused(405, "unsupported", wrong);
      assertThat(wrong.headers().firstValue("Allow").orElse("")).contains("POST", "GET", "DELETE");
    }

    @Test
    void probesTellWhetherToSendPeopleHere() throws Exception {
      ok(200, get("/healthz", null));
      ok(200, get("/readyz", null));
      assertThat(ok(200, get("/api/v1/server", null)).get("name").asString()).isEqualTo("test");
      ready.set(false);
      assertThat(get("/readyz", null).statusCode()).isEqualTo(503);
      ok(200, get("/healthz", null));
    }

    /** S12: whatever is wrong with a request that would be right otherwise, nothing is changed. */
    @Test
    void everyRouteThatChangesSomethingRefusesWhatAnotherSiteCanSend() throws Exception {
      ok(201, post("/api/v1/accounts", register("Ada", PASSWORD), null));
      String cookies = cookies();
      String access = access(signIn("Ada", PASSWORD));
      String foreign =
          body(browser("GET", "/api/v1/csrf", cookies(), null)).get("token").asString();
      String own = body(browser("GET", "/api/v1/csrf", cookies, null)).get("token").asString();
      String before = get("/api/v1/sessions", access).body();
      int checked = 0;
      for (Route route : routes) {
        if (!route.changesState()) {
          continue;
        }
        String json = "application/json";
        if (route.guard() == Route.Guard.SIGNED_IN || route.guard() == Route.Guard.REFRESH) {
          refused(401, "unauthorized", from(route, Map.of("Content-Type", json)));
          refused(
              401,
              "unauthorized",
              from(route, Map.of("Content-Type", json, "Authorization", "Bearer " + access + "x")));
          for (String token : List.of("", "AAAA", "no base64!", foreign)) {
            refused(
                403,
                "cross_site",
                from(
                    route, Map.of("Content-Type", json, "Cookie", cookies, "X-CSRF-Token", token)));
          }
        }
        for (Map<String, String> credentials :
            List.of(
                Map.<String, String>of(),
                Map.of("Authorization", "Bearer " + access),
                Map.of("Cookie", cookies, "X-CSRF-Token", own))) {
          for (Map.Entry<String, String> sign :
              List.of(
                  Map.entry("Content-Type", "text/plain"),
                  Map.entry("Content-Type", "application/x-www-form-urlencoded"),
                  Map.entry("Content-Type", "multipart/form-data"),
                  Map.entry("Origin", "https://evil.example"),
                  Map.entry("Origin", "null"),
                  Map.entry("Sec-Fetch-Site", "cross-site"))) {
            Map<String, String> headers = new HashMap<>(credentials);
            headers.put("Content-Type", json);
            headers.put(sign.getKey(), sign.getValue());
            refused(403, "cross_site", from(route, headers));
          }
        }
        checked++;
      }
      assertThat(checked).isEqualTo(7);
      assertThat(get("/api/v1/sessions", access).body()).isEqualTo(before);
      ok(200, browser("GET", "/api/v1/account", cookies, null));
      ok(201, signInAnswer("Ada", PASSWORD));
      refused(401, "login_failed", signInAnswer("Eve", PASSWORD));
    }

    /** A body that the route would act on. */
    private static String rightBody(Route route) {
      return switch (route.path()) {
        case "/api/v1/accounts" -> register("Eve", PASSWORD);
        case "/api/v1/sessions" -> register("Ada", PASSWORD);
        case "/api/v1/account/password" ->
            "{\"currentPassword\":\"" + PASSWORD + "\",\"newPassword\":\"four odder words\"}";
        case "/api/v1/invites/look" -> "{\"token\":\"AAECAwQFBgcICQoLDA0ODw\"}";
        case "/api/v1/sessions/refresh", "/api/v1/sessions/current" -> "{}";
        default -> throw new AssertionError("no body is known for " + route.path());
      };
    }

    private String cookies() throws Exception {
      HttpResponse<String> answer =
          post(
              "/api/v1/sessions",
              "{\"name\":\"Ada\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}",
              null);
      ok(201, answer);
      return answer.headers().allValues("Set-Cookie").stream()
          .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
          .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> from(Route route, Map<String, String> headers) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + route.path()))
              .method(
                  route.method().getMethodString(),
                  // Grizzly refuses a DELETE with a body by itself.
                  route.method() == Method.DELETE
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(rightBody(route)));
      headers.forEach(request::header);
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode signIn(String name, String password) throws Exception {
      return ok(201, signInAnswer(name, password));
    }

    private HttpResponse<String> signInAnswer(String name, String password) throws Exception {
      return post(
          "/api/v1/sessions",
          "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}",
          null);
    }

    private HttpResponse<String> refresh(JsonNode tokens) throws Exception {
      return post(
          "/api/v1/sessions/refresh",
          "{\"refreshToken\":" + tokens.get("refreshToken") + "}",
          null);
    }

    private HttpResponse<String> changePassword(JsonNode tokens, String old, String next)
        throws Exception {
      return send(
          "PUT",
          "/api/v1/account/password",
          "{\"currentPassword\":\"" + old + "\",\"newPassword\":\"" + next + "\"}",
          access(tokens));
    }

    private static String register(String name, String password) {
      return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    private static String access(JsonNode tokens) {
      return tokens.get("accessToken").asString();
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
      return send("GET", path, null, token);
    }

    private HttpResponse<String> post(String path, String body, @Nullable String token)
        throws Exception {
      return send("POST", path, body, token);
    }

    private HttpResponse<String> send(
        String method, String path, @Nullable String body, @Nullable String token)
        throws Exception {
      HttpRequest.Builder request = request(method, path, body);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> browser(
        String method, String path, String cookies, @Nullable String csrf) throws Exception {
      HttpRequest.Builder request =
          request(method, path, method.equals("POST") ? "{}" : null).header("Cookie", cookies);
      if (csrf != null) {
        request.header("X-CSRF-Token", csrf);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path));
      if (body == null) {
        return request.method(method, HttpRequest.BodyPublishers.noBody());
      }
      return request
          .method(method, HttpRequest.BodyPublishers.ofString(body))
          .header("Content-Type", "application/json; charset=utf-8");
    }

    private JsonNode ok(int status, HttpResponse<String> response) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      return body(response);
    }

    private JsonNode refused(int status, String code, HttpResponse<String> response) {
      JsonNode problem = ok(status, response);
      assertThat(problem.get("code").asString()).isEqualTo(code);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(problem.get("ref").asString()).isNotBlank();
      return problem;
    }

    private JsonNode body(HttpResponse<String> response) {
      return json.readTree(response.body());
    }
  }

  private static final class NoSockets implements ConnectionListener {
    @Override
    public void opened(Connection connection) {}

    @Override
    public void text(Connection connection, String text) {}

    @Override
    public void binary(Connection connection, ByteBuffer content) {}

    @Override
    public void closed(Connection connection) {}
  }
}
