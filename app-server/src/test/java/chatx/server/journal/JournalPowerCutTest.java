package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged is there after any mix of kills, power cuts and failing disks. */
class JournalPowerCutTest {
  private static final JournalSettings SMALL = new JournalSettings(4096);

  /** One thing that happens to a journal with a single user. */
  sealed interface Step {
    record Append(int records, int bytes) implements Step {}

    record Settle() implements Step {}

    record Trim() implements Step {}

    record Full(int room) implements Step {}

    record Space() implements Step {}

    record FailForce(int times) implements Step {}

    record FailDirectoryForce() implements Step {}

    record RefuseTruncation(boolean refuse) implements Step {}

    record Kill() implements Step {}

    record PowerCut() implements Step {}

    record Restart() implements Step {}
  }

  @Provide
  Arbitrary<Step> steps() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            12,
            Combinators.combine(
                    Arbitraries.integers().between(1, 4), Arbitraries.integers().between(0, 1500))
                .as(Step.Append::new)),
        Tuple.of(1, Arbitraries.just(new Step.Settle())),
        Tuple.of(2, Arbitraries.just(new Step.Trim())),
        Tuple.of(2, Arbitraries.integers().between(0, 2000).map(Step.Full::new)),
        Tuple.of(2, Arbitraries.just(new Step.Space())),
        Tuple.of(2, Arbitraries.integers().between(1, 3).map(Step.FailForce::new)),
        Tuple.of(1, Arbitraries.just(new Step.FailDirectoryForce())),
        Tuple.of(1, Arbitraries.of(true, false).map(Step.RefuseTruncation::new)),
        Tuple.of(2, Arbitraries.just(new Step.Kill())),
        Tuple.of(3, Arbitraries.just(new Step.PowerCut())),
        Tuple.of(1, Arbitraries.just(new Step.Restart())));
  }

  /**
   * A database beside the journal: what it has committed is lost with the power, but for its last
   * checkpoint. Whatever happens, an append that returned finds itself and all before it in the
   * checkpoint or the replay.
   */
  @Property(tries = 1500)
  void anyScriptOfFaultsKeepsWhatWasAcknowledged(
      @ForAll @Size(min = 5, max = 40) List<@From("steps") Step> script, @ForAll long seed)
      throws IOException {
    Script run = new Script(seed);
    try {
      for (Step step : script) {
        run.take(step);
      }
      run.take(new Step.PowerCut());
    } finally {
      run.journal.close();
    }
  }

  private static final class Script {
    private ForgetfulDisk disk;
    private Journal journal;
    private final List<String> committed = new ArrayList<>();
    private int checkpointed;
    private int acknowledged;
    private int named;

    Script(long seed) throws IOException {
      disk = new ForgetfulDisk(new Random(seed));
      journal = Journal.open(disk, SMALL, record -> {}, () -> {});
    }

    void take(Step step) throws IOException {
      try {
        switch (step) {
          case Step.Append(int records, int bytes) -> append(records, bytes);
          case Step.Settle() -> {
            journal.settle();
            acknowledged = committed.size();
          }
          case Step.Trim() -> journal.trim(() -> checkpointed = committed.size());
          case Step.Full(int room) -> disk.room = room;
          case Step.Space() -> disk.room = Long.MAX_VALUE;
          case Step.FailForce(int times) -> disk.failingForces = times;
          case Step.FailDirectoryForce() -> disk.failingDirectoryForces = 1;
          case Step.RefuseTruncation(boolean refuse) -> disk.refusesTruncation = refuse;
          case Step.Kill() -> reopen(disk.killed(), committed.size());
          case Step.PowerCut() -> reopen(disk.powerCut(), checkpointed);
          case Step.Restart() -> {
            journal.close();
            reopen(disk.killed(), committed.size());
          }
        }
      } catch (JournalUnavailable retryable) {
        return;
      }
    }

    private void append(int records, int bytes) throws JournalUnavailable {
      List<byte[]> batch = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        String record = "r" + named++ + ":" + "z".repeat(bytes);
        committed.add(record);
        batch.add(record.getBytes(UTF_8));
      }
      journal.append(batch);
      acknowledged = committed.size();
    }

    /**
     * The database still has its first {@code kept} records; the rest is the journal's task. After
     * the checkpoint of the open everything recovered counts as acknowledged, for the database
     * answers repeated requests from it.
     */
    private void reopen(ForgetfulDisk left, int kept) throws IOException {
      journal.close();
      disk = left;
      List<String> replayed = new ArrayList<>();
      journal =
          Journal.open(disk, SMALL, bytes -> replayed.add(new String(bytes, UTF_8)), () -> {});
      int recovered = kept;
      int last = -1;
      for (String record : replayed) {
        int index = committed.indexOf(record);
        assertThat(index).as("replayed once and in order").isGreaterThan(last);
        last = index;
        // What is missing in between must be in the database.
        assertThat(index).as("replayed without a gap").isLessThanOrEqualTo(recovered);
        recovered = Math.max(recovered, index + 1);
      }
      assertThat(recovered).as("records recovered").isGreaterThanOrEqualTo(acknowledged);
      committed.subList(recovered, committed.size()).clear();
      acknowledged = recovered;
      checkpointed = recovered;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void concurrentAppendersLoseNothingAcknowledgedInPowerCuts(long seed) throws Exception {
    Crowd crowd = new Crowd(seed);
    for (int life = 0; life < 20; life++) {
      crowd.live(life);
    }
  }

  /** Many that append and trim, and a power cut in the midst of it, over and over. */
  private static final class Crowd {
    private static final int APPENDERS = 16;
    private final SplittableRandom random;
    private ForgetfulDisk disk;
    private final Set<String> database = ConcurrentHashMap.newKeySet();
    private volatile Set<String> checkpoint = Set.of();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    Crowd(long seed) {
      random = new SplittableRandom(seed);
      disk = new ForgetfulDisk(new Random(seed));
    }

    void live(int life) throws Exception {
      AtomicLong clock = new AtomicLong();
      Map<String, Long> called = new ConcurrentHashMap<>();
      Map<String, Long> returned = new ConcurrentHashMap<>();
      long end = random.nextLong(200, 1500);
      CountDownLatch enough = new CountDownLatch(1);
      Journal journal = Journal.open(disk, SMALL, record -> {}, () -> {});
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < APPENDERS; t++) {
        SplittableRandom own = random.split();
        String writer = life + "-" + t;
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    for (int n = 0; ; ) {
                      List<byte[]> batch = new ArrayList<>();
                      List<String> names = new ArrayList<>();
                      for (int i = own.nextInt(1, 4); i > 0; i--) {
                        String name = writer + "." + n++;
                        names.add(name);
                        batch.add((name + ":" + "z".repeat(own.nextInt(700))).getBytes(UTF_8));
                      }
                      database.addAll(names);
                      for (String name : names) {
                        called.put(name, clock.incrementAndGet());
                      }
                      journal.append(batch);
                      long now = clock.incrementAndGet();
                      for (String name : names) {
                        returned.put(name, now);
                      }
                      acknowledged.addAll(names);
                      if (journal.bytes() > 20_000) {
                        journal.trim(() -> checkpoint = Set.copyOf(database));
                      }
                      if (now > end) {
                        enough.countDown();
                      }
                    }
                  } catch (JournalUnavailable noPower) {
                    enough.countDown();
                  }
                }));
      }
      enough.await();
      disk = disk.powerCut();
      for (Thread thread : threads) {
        thread.join();
      }
      journal.close();
      verify(called, returned);
    }

    private void verify(Map<String, Long> called, Map<String, Long> returned) throws IOException {
      List<String> replayed = new ArrayList<>();
      Journal.open(
              disk,
              SMALL,
              bytes -> replayed.add(new String(bytes, UTF_8).split(":", 2)[0]),
              () -> {})
          .close();
      assertThat(replayed).doesNotHaveDuplicates();
      Set<String> recovered = new LinkedHashSet<>(checkpoint);
      recovered.addAll(replayed);
      assertThat(acknowledged)
          .as("acknowledged and lost")
          .filteredOn(r -> !recovered.contains(r))
          .isEmpty();
      Map<String, Integer> lastOf = new HashMap<>();
      long earliestReturnAfter = Long.MAX_VALUE;
      for (String record : replayed.reversed()) {
        int number = Integer.parseInt(record.substring(record.indexOf('.') + 1));
        String writer = record.substring(0, record.indexOf('.'));
        assertThat(lastOf.getOrDefault(writer, Integer.MAX_VALUE)).isGreaterThan(number);
        lastOf.put(writer, number);
        assertThat(called.getOrDefault(record, 0L)).isLessThan(earliestReturnAfter);
        earliestReturnAfter =
            Math.min(earliestReturnAfter, returned.getOrDefault(record, Long.MAX_VALUE));
      }
      database.clear();
      database.addAll(recovered);
      checkpoint = Set.copyOf(recovered);
    }
  }
}
