package chatx.desktop.welcome;

import java.util.Optional;

/**
 * What somebody wants to host.
 *
 * @param displayName how the host is called
 * @param room the name of the first room
 * @param password empty for a room that everybody on the network may join
 */
public record HostPlan(String displayName, String room, Optional<String> password) {
  @Override
  public String toString() {
    return "HostPlan[room=" + room + "]";
  }
}
