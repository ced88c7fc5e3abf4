package chatx.server.bench.torture;

import chatx.server.Setting;
import java.util.Map;

/** Where the server keeps what it stores, and how that can be broken. Blocking; one thread. */
interface Store extends AutoCloseable {
  /** For the summary. */
  String name();

  /** What the server has to be told about it. */
  Map<Setting, String> settings();

  /** Whether this fault can be injected here. */
  boolean can(Fault fault);

  /** Ends all connections of the server; returns how many there were. */
  int cut();

  /** Crashes, as by a power cut of its machine. */
  void stop();

  /** Returns when it takes connections again. */
  void start();

  /** Leaves no free byte. */
  void fill();

  /** Gives the space back. */
  void free();

  @Override
  void close();
}
