package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ten thousand connections that send rubbish, and one beside them that does not notice. */
class MalformedFramesTest {

  private static final Logger log = LoggerFactory.getLogger(MalformedFramesTest.class);
  private static final int SEQUENCES = 10_000;

  @Test
  void aBystanderNoticesNothingOfTenThousandMalformedSequences() throws Exception {
    long seed = Long.getLong("chatx.seed", System.nanoTime());
    log.warn("seed {}", seed);
    SocketSettings settings = SocketSettings.builder().closeGrace(Duration.ofMillis(100)).build();
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean going = new AtomicBoolean(true);
    try (TestPort port = TestPort.start(settings);
        RawSocket bystander = RawSocket.open(port.number())) {
      long memoryBefore = used();
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; going.get(); i++) {
                    long before = System.nanoTime();
                    bystander.text("message " + i);
                    if (!bystander.readText().equals("message " + i)) {
                      throw new IllegalStateException("misrouted");
                    }
                    times.add(System.nanoTime() - before);
                    LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                  }
                } catch (Exception e) {
                  failures.add(e);
                }
              });
      Random random = new Random(seed);
      for (int i = 0; i < SEQUENCES; i++) {
        byte[] rubbish = Rubbish.next(random);
        try (RawSocket client = RawSocket.open(port.number())) {
          client.sendWhatIsTaken(rubbish);
          if (i % 10 == 0) {
            client.socket().shutdownOutput();
            assertThat(client.isEnded()).isTrue();
          } else {
            client.socket().setSoLinger(true, 0);
          }
        }
      }
      going.set(false);
      thread.join();
      assertThat(failures).as("seed %d", seed).isEmpty();
      await().until(() -> port.closed.size() == SEQUENCES);
      // The fixture keeps every connection, the server must not.
      port.opened.clear();
      port.closed.clear();
      Collections.sort(times);
      Duration p99 = Duration.ofNanos(times.get(times.size() * 99 / 100));
      long grown = (used() - memoryBefore) / (1024 * 1024);
      log.warn(
          "{} messages beside them, p99 {} ms, memory {} MB more",
          times.size(),
          p99.toMillis(),
          grown);
      assertThat(p99).as("seed %d", seed).isLessThanOrEqualTo(Duration.ofMillis(50));
      assertThat(grown).as("megabytes more, seed %d", seed).isLessThanOrEqualTo(32);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
