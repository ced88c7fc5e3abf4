package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ReconnectPolicyTest {
  /** The longest wait that each bound allows. */
  private static RandomGenerator unlucky() {
    return new Random() {
      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }

  @Test
  void theLongestWaitDoublesUpToAQuarterOfAMinute() {
    ReconnectPolicy policy = new ReconnectPolicy(unlucky());
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      waits.add(policy.nextWait().toMillis());
    }
    assertThat(waits)
        .containsExactly(1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L, 15_000L, 15_000L, 15_000L);
    assertThat(policy.nextAttempt()).isEqualTo(10);
  }

  @Test
  void itNeverWaitsLongerHoweverOftenItFailed() {
    ReconnectPolicy policy = new ReconnectPolicy(unlucky());
    for (int i = 0; i < 10_000; i++) {
      assertThat(policy.nextWait()).isLessThanOrEqualTo(ReconnectPolicy.CEILING);
    }
  }

  @Test
  void clientsOfOneServerDoNotComeBackTogether() {
    ReconnectPolicy policy = new ReconnectPolicy(new Random(42));
    for (int i = 0; i < 6; i++) {
      var _ = policy.nextWait();
    }
    int[] tenths = new int[10];
    for (int i = 0; i < 10_000; i++) {
      tenths[
          (int) (policy.nextWait().toMillis() * 10 / (ReconnectPolicy.CEILING.toMillis() + 1))]++;
    }
    assertThat(Arrays.stream(tenths).boxed())
        .allSatisfy(tenth -> assertThat(tenth).isBetween(850, 1150));
  }

  @Test
  void onlyAGoodConnectionStartsTheCountAnew() {
    ReconnectPolicy policy = new ReconnectPolicy(unlucky());
    var _ = policy.nextWait();
    var _ = policy.nextWait();
    policy.ended(Duration.ofSeconds(59));
    assertThat(policy.nextWait()).isEqualTo(Duration.ofSeconds(4));
    policy.ended(Duration.ofSeconds(60));
    assertThat(policy.nextAttempt()).isEqualTo(1);
    assertThat(policy.nextWait()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aServerIsObeyedWithinReason() {
    assertThat(ReconnectPolicy.asked(null)).isZero();
    assertThat(ReconnectPolicy.asked(-5L)).isZero();
    assertThat(ReconnectPolicy.asked(1_500L)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(ReconnectPolicy.asked(Long.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatTheServerAskedForComesOnTopAndHoldsOnce() {
    ReconnectPolicy policy = new ReconnectPolicy(unlucky());
    policy.waitAtLeast(Duration.ofSeconds(5));
    policy.waitAtLeast(Duration.ofSeconds(3));
    assertThat(policy.nextWait()).isEqualTo(Duration.ofSeconds(6));
    assertThat(policy.nextWait()).isEqualTo(Duration.ofSeconds(2));
  }
}
