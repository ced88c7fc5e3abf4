package chatx.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LanWatchTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<List<LanInterface>> there = new AtomicReference<>(List.of());
  private final LanWatch watch = new LanWatch(there::get, clock());

  @Test
  void theFirstLookIsNewsAndTheNextIsNot() {
    assertThat(watch.look()).contains(new LanWatch.Change(List.of(), false));
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void aCableThatComesOrGoesIsNews() throws Exception {
    var _ = watch.look();
    there.set(List.of(lan()));
    assertThat(watch.look()).contains(new LanWatch.Change(List.of(lan()), false));
    assertThat(watch.look()).isEmpty();
    there.set(List.of());
    assertThat(watch.look()).contains(new LanWatch.Change(List.of(), false));
  }

  @Test
  void afterASleepEverythingIsNewsAlsoWhereNothingSeemsToHaveChanged() throws Exception {
    there.set(List.of(lan()));
    var _ = watch.look();
    now.set(now.get().plus(Duration.ofHours(8)));
    assertThat(watch.look()).contains(new LanWatch.Change(List.of(lan()), true));
    assertThat(watch.look()).isEmpty();
  }

  private static LanInterface lan() throws Exception {
    return new LanInterface(
        "wlan0",
        (Inet4Address) InetAddress.getByName("192.168.1.5"),
        24,
        (Inet4Address) InetAddress.getByName("192.168.1.255"));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
