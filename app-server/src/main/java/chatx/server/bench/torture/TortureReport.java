package chatx.server.bench.torture;

import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param millis that it took
 * @param messages that somebody wrote
 * @param attempts to send them
 * @param accepted messages that were acknowledged
 * @param repeatedAnswers acknowledgements of messages that had one already
 * @param deliveries of events to people, live and while catching up
 * @param counts what happened on the clients' side, by name
 * @param found how many violations of each kind there are
 * @param violations the first of them
 */
record TortureReport(
    TortureSettings settings,
    String database,
    long millis,
    Map<Fault, Integer> faults,
    long messages,
    long attempts,
    long accepted,
    long repeatedAnswers,
    long deliveries,
    long longestOutageMillis,
    Map<String, Long> counts,
    Map<Violation.Kind, Long> found,
    List<Violation> violations) {
  TortureReport {
    faults = Map.copyOf(faults);
    counts = Map.copyOf(counts);
    found = Map.copyOf(found);
    violations = List.copyOf(violations);
  }
}
