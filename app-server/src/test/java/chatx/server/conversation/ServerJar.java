package chatx.server.conversation;

import chatx.protocol.codec.FrameCodec;
import chatx.server.Setting;
import chatx.server.bench.ProcessUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar in a process of its own, started as people do, on a free port. */
final class ServerJar implements AutoCloseable {
  private static final String PASSWORD = "correct horse 7";

  private final Process process;
  private final Path log;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServerJar(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.port = portOf(process);
  }

  /**
   * Returns when it listens. One address may do almost anything as often as it likes.
   *
   * @param folder where it keeps its data, and its log beside it
   * @param jvm options of the JVM
   * @param settings what is not as a test usually has it
   */
  static ServerJar start(Path folder, List<String> jvm, Map<Setting, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("chatx.server.jar"),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put(Setting.TLS.variable(), "off");
    environment.put(Setting.PASSWORDS_COST.variable(), "4");
    for (Setting setting : Setting.values()) {
      if (setting.name().startsWith("LIMITS_")
          && setting != Setting.LIMITS_CONNECTIONS
          && setting != Setting.LIMITS_CONNECTIONS_PER_ADDRESS) {
        environment.put(setting.variable(), "100000/1s");
      }
    }
    environment.put(Setting.LIMITS_CONNECTIONS_PER_ADDRESS.variable(), "5000");
    settings.forEach((setting, value) -> environment.put(setting.variable(), value));
    Path log = folder.resolve("server.log");
    return new ServerJar(
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it wrote to the standard error. */
  List<String> log() throws IOException {
    return Files.readAllLines(log, StandardCharsets.UTF_8);
  }

  void register(String name) throws Exception {
    HttpResponse<String> answer = post("/api/v1/accounts", credentials(name, PASSWORD));
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.body());
    }
  }

  /** An access token for an account. */
  String signIn(String name) throws Exception {
    return TestServer.field(
        post("/api/v1/sessions", credentials(name, PASSWORD)).body(), "accessToken");
  }

  TestClient connect(String name) throws Exception {
    return TestClient.connect(
        URI.create("ws://127.0.0.1:" + port + "/ws"), new FrameCodec(), signIn(name));
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static String credentials(String name, String password) {
    return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  /** Bytes of the heap that are in use after a full collection. */
  long liveHeap() {
    return ProcessUsage.liveHeap(process.pid());
  }

  /** Ends it without warning, as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    http.close();
  }

  /** Stops it as SIGTERM does; its log is whole when this returns. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  @Override
  public void close() {
    stop();
  }

  private static int portOf(Process server) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(out.readLine());
    String marker = "\"port\":";
    int start = line.indexOf(marker) + marker.length();
    return Integer.parseInt(line.substring(start).split("[,}]", 2)[0].strip());
  }
}
