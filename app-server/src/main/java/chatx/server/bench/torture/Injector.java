package chatx.server.bench.torture;

import chatx.protocol.CloseReason;
import chatx.server.bench.FaultProxy;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.torture.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Breaks one thing at a time. Blocking; one thread. */
final class Injector implements AutoCloseable {
  /** Everybody is to be served again so long after a server has started. */
  private static final Duration BACK = Duration.ofSeconds(30);

  /** So long after its database is there again. */
  private static final Duration BACK_AFTER_DATABASE = Duration.ofSeconds(5);

  /** So long a stop may take, and so long a full disk may be felt when it has space again. */
  private static final Duration DRAINED = Duration.ofSeconds(5);

  /** Nobody who reads waits longer than this for the sake of somebody who does not. */
  private static final Duration HELD_UP = Duration.ofSeconds(5);

  /** So long after it broke a connection is not taken for healthy any more. */
  private static final Duration NOTICED = Duration.ofMillis(700);

  private static final Duration SLOW_TIME = Duration.ofSeconds(8);

  /** Half-open connections are cut when both sides must have noticed long ago. */
  private static final long HALF_OPEN_SECONDS = 20;

  private final ServerProcess server;
  private final Store store;
  private final Crowd crowd;
  private final Checker checker;
  private final Random random;
  private final Optional<Duration> away;
  private final Map<Fault, Integer> counts = new LinkedHashMap<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private long longestOutageMillis;

  Injector(
      ServerProcess server, Store store, Crowd crowd, Checker checker, TortureSettings settings) {
    this.server = server;
    this.store = store;
    this.crowd = crowd;
    this.checker = checker;
    this.random = new Random(settings.seed());
    this.away = settings.away();
  }

  /** How many of each kind there were. */
  Map<Fault, Integer> counts() {
    return counts;
  }

  int count(Fault fault) {
    return counts.getOrDefault(fault, 0);
  }

  /** The longest time without any acknowledgement around a fault of the server or its database. */
  long longestOutageMillis() {
    return longestOutageMillis;
  }

  /** Does it and says in a few words what came of it. */
  String inject(Fault fault) {
    String outcome =
        switch (fault) {
          case KILL -> kill();
          case DRAIN -> drain();
          case PAUSE -> pause();
          case CUT -> some("%d connections reset", FaultProxy.Link::cut);
          case HALF_OPEN ->
              some(
                  "%d connections half-open",
                  link -> {
                    link.stall();
                    cutLater(link, HALF_OPEN_SECONDS);
                  });
          case DELAY -> {
            Duration delay = Duration.ofMillis(50 + random.nextInt(950));
            yield some(
                "%d connections late by " + delay.toMillis() + " ms",
                link -> {
                  link.delay(delay);
                  var _ = later.schedule(link::mend, 2, TimeUnit.SECONDS);
                });
          }
          case SWALLOW ->
              some(
                  "answers of %d connections thrown away, then a reset",
                  link -> {
                    link.swallow();
                    cutLater(link, 1);
                  });
          case SLOW -> slow();
          case CLIENT_KILL -> clientKill();
          case DATABASE_RESTART -> databaseRestart();
          case DATABASE_CUT -> "%d connections to the database ended".formatted(store.cut());
          case DISK_FULL -> diskFull();
        };
    counts.merge(fault, 1, Integer::sum);
    return outcome;
  }

  void pauseUpTo(Duration most) {
    sleep(random.nextLong(most.toMillis()) + 1);
  }

  Fault choose(List<Fault> faults) {
    return faults.get(random.nextInt(faults.size()));
  }

  /** No connection is broken any more, and no disk full. */
  void mend() {
    var _ = later.shutdownNow();
    crowd.way().mend();
    crowd.slowWay().mend();
  }

  @Override
  public void close() {
    var _ = later.shutdownNow();
  }

  private String kill() {
    long began = System.nanoTime();
    server.kill();
    sleep(random.nextInt(300));
    server.restart();
    return "ready again in %,d ms, %s"
        .formatted(server.readyAfter().toMillis(), backWithin(BACK, began));
  }

  private String drain() {
    // Who was cut off just now is still taken for healthy.
    sleep(NOTICED.toMillis());
    List<Line> lines = new ArrayList<>();
    for (Person person : crowd.people()) {
      Line line = person.healthyLine();
      if (line != null) {
        lines.add(line);
      }
    }
    long began = System.nanoTime();
    Thread stopping = Thread.ofVirtual().start(server::stop);
    boolean told =
        Crowd.await(DRAINED, () -> lines.stream().allMatch(line -> line.ended().isDone()));
    long took = millisSince(began);
    if (!told) {
      checker.report(Kind.DRAIN, "connections were still open 5 s after SIGTERM");
    }
    long untold =
        lines.stream()
            .map(line -> line.ended().getNow(Line.NO_CODE))
            .filter(code ->
                code != CloseReason.RESTARTING.code() && code != CloseReason.GOING_AWAY.code())
            .count();
    if (untold > 0) {
      checker.report(
          Kind.DRAIN,
          untold + " of " + lines.size() + " healthy connections ended without 1001 or 1012");
    }
    try {
      stopping.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long ended = millisSince(began);
    server.restart();
    return "%d connections told in %,d ms, ended in %,d ms, %s"
        .formatted(lines.size(), took, ended, backWithin(BACK, began));
  }

  private String pause() {
    long began = System.nanoTime();
    long millis = 500 + random.nextLong(3_000);
    server.pause();
    sleep(millis);
    server.resume();
    return "stood still for %,d ms, %s".formatted(millis, backWithin(BACK, began));
  }

  private String some(String what, Consumer<FaultProxy.Link> action) {
    List<FaultProxy.Link> links = crowd.way().links();
    Collections.shuffle(links, random);
    int most = Math.max(1, links.size() / 2);
    List<FaultProxy.Link> chosen =
        links.subList(0, Math.min(links.size(), 1 + random.nextInt(most)));
    chosen.forEach(action);
    return what.formatted(chosen.size());
  }

  private void cutLater(FaultProxy.Link link, long seconds) {
    var _ = later.schedule(link::cut, seconds, TimeUnit.SECONDS);
  }

  private String slow() {
    List<Person> others = new ArrayList<>(crowd.people());
    others.removeAll(crowd.slow());
    others.removeIf(person -> person.healthyLine() == null);
    crowd.slowWay().links().forEach(link -> link.slow(1));
    others.forEach(Person::takeLongestWait);
    sleep(SLOW_TIME.toMillis());
    long longest = 0;
    for (Person person : others) {
      longest = Math.max(longest, person.takeLongestWait());
    }
    if (longest > HELD_UP.toNanos()) {
      checker.report(
          Kind.HELD_UP,
          "somebody waited %,d ms for an answer while %d others read one byte a second"
              .formatted(longest / 1_000_000, crowd.slow().size()));
    }
    crowd.slowWay().cut();
    return "%d clients read a byte a second for %d s, the others waited %,d ms at most"
        .formatted(crowd.slow().size(), SLOW_TIME.toSeconds(), longest / 1_000_000);
  }

  private String clientKill() {
    List<Person> people = new ArrayList<>(crowd.people());
    Collections.shuffle(people, random);
    List<Person> chosen = people.subList(0, 1 + random.nextInt(Math.max(1, people.size() / 3)));
    chosen.forEach(Person::kill);
    return chosen.size() + " clients killed";
  }

  private String databaseRestart() {
    long began = System.nanoTime();
    store.stop();
    long millis = away.map(Duration::toMillis).orElseGet(() -> 1_000 + random.nextLong(4_000));
    sleep(millis);
    store.start();
    return "away for %,d ms, %s".formatted(millis, backWithin(BACK_AFTER_DATABASE, began));
  }

  private String diskFull() {
    long began = System.nanoTime();
    store.fill();
    sleep(3_000);
    store.free();
    return "full for 3 s, " + backWithin(DRAINED, began);
  }

  /** Waits until something is acknowledged that was not before. */
  private String backWithin(Duration most, long began) {
    long before = checker.accepted();
    long from = System.nanoTime();
    if (!Crowd.await(most, () -> checker.accepted() > before)) {
      checker.report(
          Kind.NOT_BACK, "nothing was acknowledged for " + most.toSeconds() + " s after a fault");
      return "not back after " + most.toSeconds() + " s";
    }
    long outage = millisSince(began);
    longestOutageMillis = Math.max(longestOutageMillis, outage);
    return "answers again %,d ms later".formatted(millisSince(from));
  }

  private static long millisSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private static void sleep(long millis) {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
