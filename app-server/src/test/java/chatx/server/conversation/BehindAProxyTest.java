package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.Setting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy says of its clients: believed from one that is trusted, ignored from others. */
class BehindAProxyTest {
  private static final String ANNA = "203.0.113.9";
  private static final String BEN = "203.0.113.10";

  private final HttpClient http = HttpClient.newHttpClient();
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = new TestServer(folder, null);
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private void trustOurselves() {
    server.with(Setting.TRUSTED_PROXIES, "10.0.0.0/8, 127.0.0.1");
  }

  @Test
  void theClientsAddressAndItsTlsAreThoseThatATrustedProxySays() throws Exception {
    trustOurselves();
    assertThat(register("anna", ANNA, "https").statusCode()).isEqualTo(201);
    HttpResponse<String> signedIn = signIn("anna", ANNA, "https");
    assertThat(signedIn.statusCode()).isEqualTo(201);
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .hasSize(3)
        .allMatch(cookie -> cookie.endsWith("; Secure"));
    assertThat(sessions(signedIn)).contains("\"address\":\"" + ANNA + "\"");

    try (TestClient page = page(ANNA, "https")) {
      page.barrier();
    }
  }

  @Test
  void fromOthersTheHeadersSayNothing() throws Exception {
    assertThat(register("anna", ANNA, "https").statusCode())
        .as("a page of https is foreign to a server that is not known to speak it")
        .isEqualTo(403);
    assertThat(register("anna", ANNA, "http").statusCode()).isEqualTo(201);
    HttpResponse<String> signedIn = signIn("anna", ANNA, "http");
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .hasSize(3)
        .noneMatch(cookie -> cookie.contains("Secure"));
    assertThat(sessions(signedIn)).contains("\"address\":\"127.0.0.1\"");
    assertThatThrownBy(() -> page(ANNA, "https")).hasStackTraceContaining("403");
  }

  @Test
  void limitsCountClientsAndNotTheirProxy() throws Exception {
    server.with(Setting.LIMITS_REGISTRATIONS_PER_ADDRESS, "1/1h");
    assertThat(register("anna", ANNA, "http").statusCode()).isEqualTo(201);
    assertThat(register("ben", BEN, "http").statusCode())
        .as("not trusted: one address")
        .isEqualTo(429);
    trustOurselves();
    assertThat(register("cleo", ANNA, "http").statusCode()).isEqualTo(201);
    assertThat(register("dan", BEN, "http").statusCode()).isEqualTo(201);
    assertThat(register("eve", "198.51.100.1, " + BEN, "http").statusCode())
        .as("what stands before the proxy's own entry is invented")
        .isEqualTo(429);
  }

  @Test
  void connectionsAreCountedByClient() {
    server.with(Setting.LIMITS_CONNECTIONS_PER_ADDRESS, "2");
    trustOurselves();
    try (TestClient one = page(ANNA, "http");
        TestClient two = page(ANNA, "http");
        TestClient three = page(BEN, "http")) {
      assertThatThrownBy(() -> page(ANNA, "http")).hasStackTraceContaining("429");
      one.barrier();
      two.barrier();
      three.barrier();
    }
  }

  private TestClient page(String client, String scheme) {
    return TestClient.open(
        server.socket(),
        Map.of("Origin", origin(scheme), "X-Forwarded-For", client, "X-Forwarded-Proto", scheme));
  }

  private HttpResponse<String> register(String name, String client, String scheme)
      throws Exception {
    return post("/api/v1/accounts", body(name), client, scheme);
  }

  private HttpResponse<String> signIn(String name, String client, String scheme) throws Exception {
    return post("/api/v1/sessions", body(name).replace("}", ",\"cookie\":true}"), client, scheme);
  }

  private String sessions(HttpResponse<String> signedIn) throws Exception {
    String access =
        signedIn.headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith("chatx_access="))
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .findFirst()
            .orElseThrow();
    return http.send(
            HttpRequest.newBuilder(uri("/api/v1/sessions")).header("Cookie", access).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> post(String path, String json, String client, String scheme)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .header("Origin", origin(scheme))
            .header("X-Forwarded-For", client)
            .header("X-Forwarded-Proto", scheme)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String origin(String scheme) {
    return scheme + "://127.0.0.1:" + server.port();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static String body(String name) {
    return "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}";
  }
}
