package chatx.server.cli;

import java.util.List;

/**
 * What travels through the control socket, one JSON line each way: a command line with its first
 * line of input, and what it printed.
 */
final class Control {
  /** Longest line either way, in bytes. */
  static final int MOST_BYTES = 4 << 20;

  private Control() {}

  record Request(List<String> args, String input) {}

  record Reply(int exit, String out, String err) {}
}
