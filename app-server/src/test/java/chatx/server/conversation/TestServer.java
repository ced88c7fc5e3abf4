package chatx.server.conversation;

import chatx.protocol.codec.FrameCodec;
import chatx.server.ChatServer;
import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.storage.StorageSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real server on a free port, with a data folder of its own and wide limits. */
final class TestServer implements AutoCloseable {
  private final Path folder;
  private final @Nullable StorageSettings database;
  private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Clock clock;
  private ChatServer server;

  /**
   * @param database PostgreSQL, or null for H2 in the folder
   */
  TestServer(Path folder, @Nullable StorageSettings database) {
    this(folder, database, Clock.systemUTC());
  }

  TestServer(Path folder, @Nullable StorageSettings database, Clock clock) {
    this.clock = clock;
    this.folder = folder;
    this.database = database;
    settings.put(Setting.DATA, folder.toString());
    settings.put(Setting.HOST, "127.0.0.1");
    settings.put(Setting.PORT, "0");
    settings.put(Setting.TLS, "off");
    settings.put(Setting.PASSWORDS_COST, "4");
    settings.put(Setting.LIMITS_CONNECTIONS_PER_ADDRESS, "10000");
    for (Setting setting : Setting.values()) {
      if (setting.name().startsWith("LIMITS_")
          && setting != Setting.LIMITS_CONNECTIONS
          && setting != Setting.LIMITS_CONNECTIONS_PER_ADDRESS) {
        settings.put(setting, "100000/1s");
      }
    }
    if (database != null) {
      settings.put(Setting.DATABASE_URL, database.url());
      settings.put(Setting.DATABASE_USER, "postgres");
    }
    server = start();
  }

  TestServer with(Setting setting, String value) {
    settings.put(setting, value);
    restart();
    return this;
  }

  /** Goes back to what a server has that nobody configured. */
  TestServer withDefaults(Setting... defaults) {
    settings.keySet().removeAll(List.of(defaults));
    restart();
    return this;
  }

  Administration administration() {
    return server.administration();
  }

  void restart() {
    server.stop();
    server = start();
  }

  int port() {
    return server.port();
  }

  /** Makes an account and connects it. */
  TestClient register(String name) {
    post("/api/v1/accounts", "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}", null);
    return connect(name);
  }

  /** Another device of an account. */
  TestClient connect(String name) {
    return TestClient.connect(socket(), new FrameCodec(), signIn(name));
  }

  /** A connection that has not signed in. */
  TestClient guest() {
    return TestClient.guest(socket(), new FrameCodec());
  }

  /** The access token of a new session. */
  String signIn(String name) {
    String answer =
        post(
                "/api/v1/sessions",
                "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}",
                null)
            .body();
    return field(answer, "accessToken");
  }

  HttpResponse<String> put(String path, String json, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json));
    return send(request, token);
  }

  HttpResponse<String> post(String path, String json, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(request, token);
  }

  HttpResponse<String> get(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).GET(), null);
  }

  HttpResponse<String> delete(String path, String token) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).DELETE(), token);
  }

  static String field(String json, String name) {
    int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(start, json.indexOf('"', start));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, @Nullable String token) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI socket() {
    return URI.create("ws://127.0.0.1:" + port() + "/ws");
  }

  private ChatServer start() {
    try {
      return ChatServer.start(ServerConfig.of(settings), clock);
    } catch (StartRefusedException e) {
      throw new IllegalStateException("on " + folder + " " + database, e);
    }
  }

  @Override
  public void close() {
    server.stop();
    http.close();
  }
}
