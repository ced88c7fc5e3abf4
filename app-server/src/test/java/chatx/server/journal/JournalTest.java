package chatx.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Group commit, failing disks and trimming, one situation a test. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JournalTest {
  private ForgetfulDisk disk = new ForgetfulDisk(new Random(7));

  @Test
  void whatWaitsWhileTheDiskForcesIsForcedTogether() throws Exception {
    try (Journal journal = open()) {
      append(journal, "first");
      int forcesBefore = disk.forces;
      int writesBefore = disk.writes;
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      disk.beforeForce =
          () -> {
            held.countDown();
            awaitUninterruptibly(release);
          };
      List<Thread> appenders = new ArrayList<>();
      appenders.add(Thread.ofVirtual().start(() -> append(journal, "held.0")));
      held.await();
      for (int i = 0; i < 200; i++) {
        String record = i + ".0";
        appenders.add(Thread.ofVirtual().start(() -> append(journal, record)));
      }
      await().until(() -> appenders.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
      release.countDown();
      for (Thread appender : appenders) {
        appender.join();
      }
      assertThat(disk.forces - forcesBefore).isEqualTo(2);
      assertThat(disk.writes - writesBefore).isEqualTo(2);
    }
    disk = disk.powerCut();
    assertThat(replay()).hasSize(202).doesNotHaveDuplicates();
  }

  @Test
  void manyAppendersAreKeptCompletelyAndEachInItsOrder() throws Exception {
    List<Thread> appenders;
    try (Journal journal = open()) {
      appenders =
          IntStream.range(0, 64)
              .mapToObj(thread ->
                  Thread.ofVirtual()
                      .start(() -> {
                        for (int n = 0; n < 100; n++) {
                          append(journal, thread + "." + n);
                        }
                      }))
              .toList();
      for (Thread appender : appenders) {
        appender.join();
      }
    }
    disk = disk.powerCut();
    List<String> replayed = replay();
    assertThat(replayed).hasSize(6400).doesNotHaveDuplicates();
    OrderedRecords.assertEachThreadInOrder(replayed);
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsForced() throws Exception {
    try (Journal journal = open()) {
      append(journal, "first");
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      disk.beforeForce =
          () -> {
            held.countDown();
            awaitUninterruptibly(release);
          };
      CompletableFuture<Void> appended =
          CompletableFuture.runAsync(() -> append(journal, "second"));
      held.await();
      assertThat(appended).isNotDone();
      release.countDown();
      appended.join();
    }
  }

  @Test
  void anInterruptedAppenderHarmsNobody() throws Exception {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      append(journal, "one");
      assertThat(Thread.interrupted()).isTrue();
      append(journal, "two");
    }
    assertThat(replay()).containsExactly("one", "two");
  }

  @Test
  void aFullDiskFailsTheAppendAndOwesItsRecords() throws Exception {
    try (Journal journal = open()) {
      append(journal, "kept");
      disk.room = 40;
      assertThatThrownBy(() -> append(journal, "owed one", "owed two"))
          .hasCauseInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("No space left on device");
      assertThat(disk.room).as("what was half written is given back").isEqualTo(40);
      assertThatThrownBy(() -> append(journal, "owed three")).hasMessageContaining("No space");
      assertThatThrownBy(journal::settle).isInstanceOf(JournalUnavailable.class);
      disk.room = Long.MAX_VALUE;
      append(journal, "later");
    }
    disk = disk.powerCut();
    assertThat(replay()).containsExactly("kept", "owed one", "owed two", "owed three", "later");
  }

  @Test
  void settleWritesWhatIsOwedAndAsksNothingOfTheDiskOtherwise() throws Exception {
    try (Journal journal = open()) {
      journal.settle();
      assertThat(disk.writes).isZero();
      disk.room = 0;
      assertThatThrownBy(() -> append(journal, "owed")).hasMessageContaining("No space");
      disk.room = Long.MAX_VALUE;
      journal.settle();
      int forces = disk.forces;
      journal.settle();
      assertThat(disk.forces).isEqualTo(forces);
      disk = disk.powerCut();
    }
    assertThat(replay()).containsExactly("owed");
  }

  @Test
  void onAFullDiskRetriesLeaveNoFilesBehind() throws Exception {
    try (Journal journal = open()) {
      disk.room = 10;
      for (int i = 0; i < 5; i++) {
        String record = "owed" + i;
        assertThatThrownBy(() -> append(journal, record)).hasMessageContaining("No space");
      }
      assertThat(disk.list()).isEmpty();
      assertThat(journal.bytes()).isZero();
      assertThat(disk.room).isEqualTo(10);
    }
  }

  @Test
  void whereEvenCuttingFailsANewFileTakesOver() throws Exception {
    try (Journal journal = open()) {
      append(journal, "kept");
      disk.room = 40;
      disk.refusesTruncation = true;
      assertThatThrownBy(() -> append(journal, "owed one", "owed two"))
          .hasMessageContaining("No space");
      disk.room = Long.MAX_VALUE;
      append(journal, "later");
      assertThat(disk.list()).hasSize(2);
    }
    assertThat(replay()).containsExactly("kept", "owed one", "owed two", "later");
  }

  /** Over seeds, since the disk chooses at random which of the unforced sectors it forgets. */
  @Test
  void afterAFailedForceTheRecordsAreWrittenToANewFile() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      disk = new ForgetfulDisk(new Random(seed));
      try (Journal journal = open()) {
        append(journal, "kept");
        disk.failingForces = 1;
        assertThatThrownBy(() -> append(journal, "owed".repeat(500)))
            .hasMessageContaining("Input/output error");
        append(journal, "later");
        disk = disk.powerCut();
      }
      assertThat(replay()).as("seed %d", seed).containsExactly("kept", "owed".repeat(500), "later");
    }
  }

  @Test
  void anUnforcedDirectoryKeepsTheAppendFromReturning() throws Exception {
    try (Journal journal = open()) {
      disk.failingDirectoryForces = 2;
      assertThatThrownBy(() -> append(journal, "one")).hasMessageContaining("Input/output error");
      assertThatThrownBy(() -> append(journal, "two")).hasMessageContaining("Input/output error");
      append(journal, "three");
      disk = disk.powerCut();
    }
    assertThat(replay()).containsExactly("one", "two", "three");
  }

  @Test
  void anOpenThatFailsAmongItsDeletionsReplaysTheRestNextTime() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      disk = new ForgetfulDisk(new Random(seed));
      try (Journal journal = open(new JournalSettings(4096))) {
        IntStream.range(0, 20).forEach(n -> append(journal, "x".repeat(3000) + "." + n));
      }
      disk.failingDirectoryForces = 1;
      assertThatThrownBy(this::open).hasMessageContaining("Input/output error");
      disk = disk.powerCut();
      assertThat(replay()).hasSizeBetween(18, 20).last().asString().endsWith(".19");
      assertThat(disk.list()).isEmpty();
    }
  }

  @Test
  void theCheckpointRunsAfterTheReplayAndBeforeAnythingIsDeleted() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
    }
    List<String> seen = new ArrayList<>();
    Journal.open(
            disk,
            JournalSettings.defaults(),
            record -> seen.add("replay"),
            () -> {
              try {
                seen.add("checkpoint beside " + disk.list().size() + " file");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .close();
    assertThat(seen).containsExactly("replay", "checkpoint beside 1 file");
    assertThat(disk.list()).isEmpty();
  }

  @Test
  void trimDeletesWhatWasAppendedBeforeAndKeepsWhatComesMeanwhile() throws Exception {
    try (Journal journal = open()) {
      append(journal, "old one", "old two");
      long before = journal.bytes();
      journal.trim(() -> append(journal, "meanwhile"));
      assertThat(journal.bytes()).isPositive().isLessThan(before);
      append(journal, "after");
      disk = disk.powerCut();
    }
    assertThat(replay()).containsExactly("meanwhile", "after");
    assertThat(replay()).isEmpty();
  }

  @Test
  void aFailedCheckpointDeletesNothing() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      Runnable failing =
          () -> {
            throw new IllegalStateException("checkpoint failed");
          };
      assertThatThrownBy(() -> journal.trim(failing)).hasMessage("checkpoint failed");
      append(journal, "two");
    }
    assertThat(replay()).containsExactly("one", "two");
  }

  @Test
  void aTrimThatCannotForceTheDirectoryStopsThereAndGoesOnNextTime() throws Exception {
    try (Journal journal = open(new JournalSettings(4096))) {
      IntStream.range(0, 20).forEach(n -> append(journal, "x".repeat(3000) + "." + n));
      int files = disk.list().size();
      disk.failingDirectoryForces = 1;
      assertThatThrownBy(() -> journal.trim(() -> {})).isInstanceOf(JournalUnavailable.class);
      assertThat(disk.list()).hasSize(files - 1);
      append(journal, "after");
      journal.trim(() -> {});
      assertThat(disk.list()).isEmpty();
      assertThat(journal.bytes()).isZero();
    }
  }

  @Test
  void trimNeedsNoSpace() throws Exception {
    try (Journal journal = open()) {
      append(journal, "as large as what will be owed, and more");
      disk.room = 0;
      assertThatThrownBy(() -> append(journal, "owed")).hasMessageContaining("No space");
      journal.trim(() -> {});
      assertThat(disk.room).isPositive();
      journal.settle();
    }
    assertThat(replay()).containsExactly("owed");
  }

  @Test
  void aSecondTrimAtTheSameTimeReturnsAtOnce() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      journal.trim(() ->
          CompletableFuture.runAsync(() ->
                  assertThatCode(() ->
                          journal.trim(() -> {
                            throw new AssertionError("ran twice");
                          }))
                      .doesNotThrowAnyException())
              .join());
    }
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    Journal journal = open();
    append(journal, "one");
    journal.close();
    journal.close();
    assertThatThrownBy(() -> append(journal, "two")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.trim(() -> {})).isInstanceOf(IllegalStateException.class);
    assertThat(replay()).containsExactly("one");
  }

  private Journal open() throws IOException {
    return open(JournalSettings.defaults());
  }

  private Journal open(JournalSettings settings) throws IOException {
    return Journal.open(disk, settings, record -> {}, () -> {});
  }

  private List<String> replay() throws IOException {
    List<String> replayed = new ArrayList<>();
    Journal.open(
            disk,
            JournalSettings.defaults(),
            bytes -> replayed.add(new String(bytes, UTF_8)),
            () -> {})
        .close();
    return replayed;
  }

  private static void append(Journal journal, String... records) {
    try {
      journal.append(Stream.of(records).map(record -> record.getBytes(UTF_8)).toList());
    } catch (JournalUnavailable e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
