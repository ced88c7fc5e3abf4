package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelayTest {
  /** Stands for the FX thread's queue; this test's thread is the FX thread. */
  private final Queue<Runnable> fx = new ArrayDeque<>();

  private final List<String> carried = new ArrayList<>();
  private final Relay relay =
      new Relay(this::later, () -> carried.add("["), () -> carried.add("]"));

  private void later(Runnable hop) {
    synchronized (fx) {
      fx.add(hop);
    }
  }

  private int runAll() {
    int hops = 0;
    while (true) {
      Runnable hop;
      synchronized (fx) {
        hop = fx.poll();
      }
      if (hop == null) {
        return hops;
      }
      hop.run();
      hops++;
    }
  }

  @Test
  void tenThousandEventsReachTheFxThreadInFewHopsAndInOrder() {
    for (int i = 0; i < 10_000; i++) {
      String event = String.valueOf(i);
      relay.pass(() -> carried.add(event));
    }

    assertThat(runAll()).isEqualTo(10_000 / Relay.HOP);
    assertThat(carried.stream().filter(call -> !call.equals("[") && !call.equals("]")))
        .containsExactlyElementsOf(IntStream.range(0, 10_000).mapToObj(String::valueOf).toList());
  }

  @Test
  void whatGathersIsOneHop() {
    relay.pass(() -> carried.add("a"));
    relay.pass(() -> carried.add("b"));
    assertThat(runAll()).isEqualTo(1);
    relay.pass(() -> carried.add("c"));
    assertThat(runAll()).isEqualTo(1);

    assertThat(carried).containsExactly("[", "a", "b", "]", "[", "c", "]");
  }

  @Test
  void aMistakeTakesNothingElseAlong() {
    relay.pass(() -> {
      throw new IllegalStateException("on purpose");
    });
    relay.pass(() -> carried.add("after"));
    runAll();

    assertThat(carried).containsExactly("[", "after", "]");
  }

  @Test
  void whoPassesMoreThanIsTakenWaits() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread session =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < Relay.CAPACITY + 5_000; i++) {
                relay.pass(() -> {});
              }
              done.countDown();
            });
    await().atMost(Duration.ofSeconds(10)).until(() -> session.getState() == Thread.State.WAITING);
    assertThat(done.getCount()).isEqualTo(1);

    while (!done.await(1, TimeUnit.MILLISECONDS)) {
      runAll();
    }
    runAll();
  }

  @Test
  void closingLetsEverybodyGo() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread session =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i <= Relay.CAPACITY; i++) {
                relay.pass(() -> {});
              }
              done.countDown();
            });
    await().atMost(Duration.ofSeconds(10)).until(() -> session.getState() == Thread.State.WAITING);

    relay.close();

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
