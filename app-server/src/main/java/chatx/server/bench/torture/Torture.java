package chatx.server.bench.torture;

import chatx.protocol.LoggedEvent;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.Setting;
import chatx.server.bench.BenchFailedException;
import chatx.server.bench.FaultProxy;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.torture.Violation.Kind;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * One run: many talk, something breaks every moment, and in the end everything is held against what
 * is stored. Blocking; one thread.
 */
final class Torture {
  private static final int PING_SECONDS = 2;

  /** Three intervals without a word, as the protocol says. */
  private static final Duration SILENCE = Duration.ofSeconds(3 * PING_SECONDS);

  /** What was written is accepted, and seen by all, so long after the last fault at the latest. */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  private static final Duration SEEN = Duration.ofSeconds(10);
  private static final Duration PRESENCE = Duration.ofSeconds(15);

  private final TortureSettings settings;
  private final Store store;
  private final PrintWriter out;
  private final long began = System.nanoTime();
  private final Tally tally = new Tally();
  private final Checker checker = new Checker(this::millis);

  /** What was stored when it was last held against the clients' histories. */
  private Map<RoomId, List<LoggedEvent>> verified = Map.of();

  /**
   * @param out one line for every fault
   */
  Torture(TortureSettings settings, Store store, PrintWriter out) {
    this.settings = settings;
    this.store = store;
    this.out = out;
  }

  TortureReport run() throws InterruptedException {
    try (HttpClient http =
            HttpClient.newBuilder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        ServerProcess server = server();
        FaultProxy way = new FaultProxy(server.port());
        FaultProxy slowWay = new FaultProxy(server.port());
        Crowd crowd =
            new Crowd(settings, server.http(), http, way, slowWay, checker, tally, SILENCE);
        Injector injector = new Injector(server, store, crowd, checker, settings)) {
      say("%d people in %d rooms".formatted(crowd.people().size(), crowd.rooms().size()));
      if (!Crowd.await(SETTLED, () -> crowd.ready() == crowd.people().size())) {
        throw new BenchFailedException("only " + crowd.ready() + " people came in");
      }
      breakThings(injector);
      settle(crowd, injector);
      verify(crowd, "as it runs");
      verifyPresence(crowd);
      crowd.people().forEach(person -> person.want(true));
      server.kill();
      server.restart();
      verify(crowd, "after a last kill");
      checker.verifyAllAnswered();
      return new TortureReport(
          settings,
          store.name(),
          millis(),
          injector.counts(),
          checker.messages(),
          checker.attempts(),
          checker.accepted(),
          checker.repeatedAnswers(),
          checker.deliveries(),
          injector.longestOutageMillis(),
          tally.all(),
          checker.found(),
          checker.violations());
    }
  }

  private ServerProcess server() {
    return ServerProcess.on(settings.folder().resolve("data"))
        .log(settings.folder().resolve("server.log"))
        .jvm(List.of("-Xmx" + settings.heap()))
        .set(Setting.PASSWORDS_COST, "4")
        .set(Setting.TOKENS_ACCESS_MINUTES, "1440")
        .set(Setting.PING_INTERVAL_SECONDS, Integer.toString(PING_SECONDS))
        .set(Setting.PING_TIMEOUT_SECONDS, Integer.toString(PING_SECONDS))
        .set(Setting.JOURNAL_TRIM_BYTES, "4m")
        .set(store.settings())
        .start();
  }

  private void breakThings(Injector injector) {
    List<Fault> faults = settings.faults().stream().sorted().toList();
    long until = System.nanoTime() + settings.duration().toNanos();
    BooleanSupplier enough =
        () ->
            System.nanoTime() >= until
                || (settings.kills() > 0 && injector.count(Fault.KILL) >= settings.kills());
    while (!enough.getAsBoolean()) {
      injector.pauseUpTo(settings.gap());
      if (!faults.isEmpty()) {
        Fault fault = injector.choose(faults);
        String outcome = injector.inject(fault);
        say(
            "%s %d: %s; %,d accepted, violations: %s"
                .formatted(fault, injector.count(fault), outcome, checker.accepted(), found()));
      }
    }
  }

  /** Nothing breaks any more: everything must come to rest. */
  private void settle(Crowd crowd, Injector injector) {
    injector.mend();
    crowd.finishWriting();
    long from = System.nanoTime();
    if (!Crowd.await(SETTLED, () -> crowd.waiting() == 0)) {
      checker.report(
          Kind.UNANSWERED, crowd.waiting() + " messages have no answer, long after the last fault");
    }
    if (!Crowd.await(SETTLED, () -> crowd.ready() == crowd.people().size())) {
      checker.report(
          Kind.NOT_BACK, crowd.people().size() - crowd.ready() + " people did not come back");
    }
    say("at rest after %,d ms".formatted((System.nanoTime() - from) / 1_000_000));
  }

  private void verify(Crowd crowd, String when) throws InterruptedException {
    Map<RoomId, List<LoggedEvent>> stored = new HashMap<>();
    try (Visitor visitor = crowd.witness()) {
      for (RoomId room : crowd.rooms()) {
        List<LoggedEvent> history = visitor.history(room);
        List<LoggedEvent> resumed = visitor.resumed(room);
        if (resumed != null && !resumed.equals(history)) {
          checker.report(
              Kind.REORDERED, "room " + room + " is told otherwise by resume and by history");
        }
        stored.put(room, history);
      }
    }
    // Those who are connected are told by themselves.
    var _ =
        Crowd.await(
            SEEN,
            () ->
                checker.views().stream()
                    .allMatch(
                        view -> view.last() >= stored.getOrDefault(view.room(), List.of()).size()));
    if (!stored.equals(verified)) {
      stored.forEach(checker::verify);
      verified = Map.copyOf(stored);
    }
    say(
        "%s: %,d events stored in %d rooms, violations: %s"
            .formatted(
                when, stored.values().stream().mapToInt(List::size).sum(), stored.size(), found()));
  }

  /** Some leave, some stay: soon everybody is shown as they are. */
  private void verifyPresence(Crowd crowd) throws InterruptedException {
    Map<UserId, Boolean> expected = new HashMap<>();
    for (Person person : crowd.people()) {
      boolean stays = person.number() % 3 != 0;
      person.want(stays);
      expected.put(person.user(), stays);
    }
    try (Visitor visitor = crowd.witness()) {
      for (RoomId room : crowd.rooms()) {
        Map<UserId, Boolean> wrong = new HashMap<>();
        boolean right =
            Crowd.await(
                PRESENCE,
                () -> {
                  wrong.clear();
                  online(visitor, room)
                      .forEach((user, online) -> {
                        if (!expected.getOrDefault(user, online).equals(online)) {
                          wrong.put(user, online);
                        }
                      });
                  return wrong.isEmpty();
                });
        if (!right) {
          checker.report(
              Kind.PRESENCE,
              "%d people of room %s are shown wrongly, for example %s"
                  .formatted(wrong.size(), room, wrong.entrySet().iterator().next()));
        }
      }
    }
  }

  private static Map<UserId, Boolean> online(Visitor visitor, RoomId room) {
    try {
      return visitor.online(room);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
  }

  private String found() {
    Map<Kind, Long> found = checker.found();
    return found.isEmpty() ? "none" : found.toString();
  }

  private void say(String line) {
    out.printf("%,9d ms  %s%n", millis(), line);
    out.flush();
  }

  private long millis() {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
