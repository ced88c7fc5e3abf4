package chatx.desktop.welcome;

import java.util.Optional;

/** Starts the server inside this app. */
@FunctionalInterface
public interface Hosting {
  /**
   * Starts the server, signs the host in and makes the room; may block for as long as that takes.
   *
   * @return empty when it is done; else what is in the way and what to do, in one or two sentences
   */
  Optional<String> host(HostPlan plan);
}
