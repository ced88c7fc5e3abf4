package chatx.server.conversation;

import chatx.protocol.codec.FrameCodec;
import chatx.server.Setting;
import chatx.server.bench.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server in a process of its own and the people who use it: for what is done to processes. */
final class Neighbourhood implements AutoCloseable {
  private final ServerProcess server;
  private final Path data;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private Neighbourhood(ServerProcess server, Path data, Path log) {
    this.server = server;
    this.data = data;
    this.log = log;
  }

  /**
   * Returns when it is ready.
   *
   * @param folder where its data and its log are
   */
  static Neighbourhood start(Path folder, Map<Setting, String> settings) {
    Path data = folder.resolve("data");
    Path log = folder.resolve("server.log");
    return new Neighbourhood(
        ServerProcess.on(data)
            .set(Setting.PASSWORDS_COST, "4")
            .set(settings)
            .jvm(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
            .log(log)
            .start(),
        data,
        log);
  }

  ServerProcess server() {
    return server;
  }

  /** Its data folder. */
  Path data() {
    return data;
  }

  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI socket() {
    return URI.create("ws://127.0.0.1:" + server.port() + "/ws");
  }

  /** Makes an account and connects it. */
  TestClient register(String name) {
    post("/api/v1/accounts", name);
    return connect(signIn(name));
  }

  String signIn(String name) {
    return TestServer.field(post("/api/v1/sessions", name), "accessToken");
  }

  TestClient connect(String token) {
    return TestClient.connect(socket(), new FrameCodec(), token);
  }

  /** Bytes of its heap that are in use after a full collection. */
  long liveHeap() throws IOException {
    List<String> columns =
        jcmd("GC.class_histogram")
            .strip()
            .lines()
            .reduce((_, last) -> last)
            .map(total -> List.of(total.split("\\s+", -1)))
            .orElse(List.of());
    return Long.parseLong(columns.get(2));
  }

  private String jcmd(String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String post(String path, String name) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.http() + path))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"name\":\"" + name + "\",\"password\":\"correct horse 7\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new AssertionError(answer.body());
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
