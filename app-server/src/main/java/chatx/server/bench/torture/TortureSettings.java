package chatx.server.bench.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does.
 *
 * @param seed of all that is random in it
 * @param readers members of every room, who never write
 * @param senders members of some rooms, who write
 * @param rate messages a second, of all senders together
 * @param duration how long faults are injected, unless the kills come first
 * @param kills the run ends after so many deaths of the server; 0 for no such end
 * @param gap the longest time between two faults
 * @param away how long PostgreSQL is away when it crashes; absent for 1 to 5 s
 * @param heap of the server, as {@code -Xmx} takes it
 * @param folder where the server's data and log are while it runs
 */
record TortureSettings(
    long seed,
    int rooms,
    int readers,
    int senders,
    int rate,
    Duration duration,
    int kills,
    Duration gap,
    Optional<Duration> away,
    Set<Fault> faults,
    String heap,
    Path folder) {
  TortureSettings {
    faults = Set.copyOf(faults);
  }
}
