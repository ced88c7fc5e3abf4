package chatx.server.bench;

import chatx.server.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real server ({@code serve}) in a process of its own, that can be stopped, killed, paused and
 * started again on the same port. Its rate limits are raised and it does not encrypt, unless set
 * otherwise; nothing else differs from a server that people start. One thread at a time; blocking.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final String NO_LIMIT = "1000000/1s";

  private final Builder how;
  private final int port;
  private final Door door;
  private ChildJvm process;

  private ServerProcess(Builder how) {
    this.how = how;
    this.process = ChildJvm.start(how.spec("0"), START);
    this.port = process.port();
    this.door = how.isEncrypted() ? Door.encrypted(port) : Door.plain(port);
  }

  /**
   * A server whose data is, or will be, in this folder, and its log in {@code server.log} there.
   */
  public static Builder on(Path data) {
    return new Builder(data);
  }

  /** What is not as it usually is. */
  public static final class Builder {
    private final Path data;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final List<String> jvm = new ArrayList<>();
    private Optional<String> cpus = Optional.empty();
    private Path log;

    private Builder(Path data) {
      this.data = data;
      this.log = data.resolveSibling(data.getFileName() + ".log");
      settings.put(Setting.HOST, "127.0.0.1");
      settings.put(Setting.TLS, "off");
      for (Setting setting : Setting.values()) {
        if (setting.name().startsWith("LIMITS_")) {
          settings.put(setting, NO_LIMIT);
        }
      }
      settings.put(Setting.LIMITS_CONNECTIONS, "1000000");
      settings.put(Setting.LIMITS_CONNECTIONS_PER_ADDRESS, "1000000");
    }

    public Builder set(Setting setting, String value) {
      settings.put(setting, value);
      return this;
    }

    /** Where the database is, for example: {@code database.url} and its companions. */
    public Builder set(Map<Setting, String> values) {
      settings.putAll(values);
      return this;
    }

    /** Options of its JVM. */
    public Builder jvm(List<String> options) {
      jvm.addAll(options);
      return this;
    }

    /** The cores it may use, as {@code taskset -c} takes them. */
    public Builder cpus(String list) {
      cpus = Optional.of(list);
      return this;
    }

    /** Where its log is appended to, instead of beside the data folder. */
    public Builder log(Path file) {
      log = file;
      return this;
    }

    /** Returns when it is ready; throws {@link BenchFailedException} with its last words if not. */
    public ServerProcess start() {
      return new ServerProcess(this);
    }

    private boolean isEncrypted() {
      return "on".equals(settings.get(Setting.TLS));
    }

    private ChildJvm.Spec spec(String port) {
      Map<String, String> environment = new HashMap<>();
      // Not as options: other users of the machine see those, and one may be a password.
      settings.forEach((setting, value) -> environment.put(setting.variable(), value));
      environment.put(Setting.DATA.variable(), data.toString());
      environment.put(Setting.PORT.variable(), port);
      return new ChildJvm.Spec(jvm, List.of("serve"), environment, cpus, log);
    }
  }

  /** The same through all restarts. */
  public int port() {
    return port;
  }

  /** How to reach it, in the way that it speaks. */
  public Door door() {
    return door;
  }

  public String http() {
    return door.http();
  }

  public long pid() {
    return process.pid();
  }

  /** From the start of the process, the last one, until it was ready. */
  public Duration readyAfter() {
    return process.readyAfter();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessUsage usage() {
    return process.usage();
  }

  /** SIGTERM; returns its exit code when it has ended. */
  public int stop() {
    return process.stop(STOP);
  }

  /** SIGKILL; returns when it has ended. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP: it stands still, and its sockets with it, until {@link #resume}. */
  public void pause() {
    process.pause();
  }

  /** SIGCONT. */
  public void resume() {
    process.resume();
  }

  /** Starts it again after it ended, on the same port and the same data. */
  public void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("the server still runs");
    }
    process = ChildJvm.start(how.spec(Integer.toString(port)), START);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.close();
  }
}
