package chatx.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final LimitKind KIND = LimitKind.MESSAGES_PER_USER;

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);
  private final RateLimits limits =
      new RateLimits(
          LimitSettings.standard().with(KIND, new Limit(3, 1, Duration.ofSeconds(2))), now::get);

  @Test
  void aBurstIsAllowedThenTheWaitIsToldAndIsTrue() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(KIND, "anna")).isEqualTo(new Decision.Allowed());
    }
    Duration wait = waitOf(limits.take(KIND, "anna"));
    assertThat(wait).isEqualTo(Duration.ofSeconds(2));

    now.addAndGet(wait.toNanos() - 1);
    assertThat(waitOf(limits.take(KIND, "anna"))).isEqualTo(Duration.ofNanos(1));
    now.addAndGet(1);
    assertThat(limits.take(KIND, "anna")).isEqualTo(new Decision.Allowed());
    assertThat(limits.take(KIND, "anna")).isInstanceOf(Decision.Limited.class);
  }

  @Test
  void keysAndKindsAreCountedApart() {
    for (int i = 0; i < 10; i++) {
      limits.take(KIND, "anna");
    }
    assertThat(limits.take(KIND, "bob")).isEqualTo(new Decision.Allowed());
    assertThat(limits.take(LimitKind.ROOMS_PER_USER, "anna")).isEqualTo(new Decision.Allowed());
  }

  @Test
  void whatIsGivenBackDoesNotCountAndNeverOverfills() {
    for (int i = 0; i < 100; i++) {
      assertThat(limits.take(KIND, "anna")).isEqualTo(new Decision.Allowed());
      limits.giveBack(KIND, "anna");
    }
    limits.giveBack(KIND, "anna");
    for (int i = 0; i < 3; i++) {
      limits.take(KIND, "anna");
    }
    assertThat(limits.take(KIND, "anna")).isInstanceOf(Decision.Limited.class);
  }

  @Test
  void forgettingAnIdleKeyGivesNothingAway() {
    for (int i = 0; i < 4; i++) {
      limits.take(KIND, "anna");
    }
    now.addAndGet(Duration.ofSeconds(8).toNanos());
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(KIND, "anna")).isEqualTo(new Decision.Allowed());
    }
    assertThat(limits.take(KIND, "anna")).isInstanceOf(Decision.Limited.class);
  }

  @Test
  void aMillionKeysAreForgottenInsteadOfKept() {
    RateLimits small = new RateLimits(new LimitSettings(Map.of(), 100), now::get);
    for (int i = 0; i < 1_000_000; i++) {
      small.take(KIND, "key" + i);
    }
    assertThat(small.keys(KIND)).isLessThanOrEqualTo(100);
  }

  @Test
  void addressesOfOneIpv6SubscriberCountAsOne() throws UnknownHostException {
    assertThat(key("2001:db8:1:2::1")).isEqualTo(key("2001:db8:1:2:ffff::9"));
    assertThat(key("2001:db8:1:3::1")).isNotEqualTo(key("2001:db8:1:2::1"));
    assertThat(key("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
  }

  @Test
  void aLimitThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Limit(0, 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit(1, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String key(String address) throws UnknownHostException {
    return AddressKey.of(InetAddress.getByName(address));
  }

  private static Duration waitOf(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> Duration.ZERO;
      case Decision.Limited(Duration wait) -> wait;
    };
  }
}
