package chatx.server.bench.torture;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be broken, by its name on the command line. */
enum Fault {
  /** SIGKILL to the server, which is then started again. */
  KILL("kill"),
  /** SIGTERM to the server, which is then started again. */
  DRAIN("drain"),
  /** SIGSTOP to the server, and SIGCONT some seconds later. */
  PAUSE("pause"),
  /** Connections end with a reset. */
  CUT("cut"),
  /** Connections of which neither side hears anything any more. */
  HALF_OPEN("half-open"),
  /** What the server says comes late. */
  DELAY("delay"),
  /** What the server says is lost, answers and all, and then the connection is cut. */
  SWALLOW("swallow"),
  /** Clients that read one byte a second. */
  SLOW("slow"),
  /** Clients that die, and come back with what was on their disk. */
  CLIENT_KILL("client-kill"),
  /** PostgreSQL crashes, and is started again some seconds later. */
  DATABASE_RESTART("database-restart"),
  /** PostgreSQL ends all connections of the server. */
  DATABASE_CUT("database-cut"),
  /** No byte is left on the server's disk, for some seconds. */
  DISK_FULL("disk-full");

  private final String word;

  Fault(String word) {
    this.word = word;
  }

  /** The fault of that name. */
  static Fault of(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("there is no fault " + word + "; there are " + words()));
  }

  /** All names, separated by commas. */
  static String words() {
    return Arrays.stream(values()).map(fault -> fault.word).collect(Collectors.joining(","));
  }

  /** Whether it needs PostgreSQL. */
  boolean isOfDatabase() {
    return this == DATABASE_RESTART || this == DATABASE_CUT;
  }

  @Override
  public String toString() {
    return word;
  }
}
