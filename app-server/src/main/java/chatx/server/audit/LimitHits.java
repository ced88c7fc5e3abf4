package chatx.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns floods into few audit entries: of one limit and key the first hit in each minute is
 * recorded, and with it how many went unrecorded before. Besides that, no more than 120 entries a
 * minute come from all keys together, so that many addresses cannot fill the disk either. Never
 * blocks; any thread.
 */
public final class LimitHits {
  private static final int MOST_PER_MINUTE = 120;
  private static final int MOST_KEYS = 10_000;

  private final Clock clock;
  private final Cache<Key, Long> lastMinute = Caffeine.newBuilder().maximumSize(MOST_KEYS).build();
  private final AtomicLong unrecorded = new AtomicLong();
  // Guarded by this.
  private long currentMinute;
  private int inCurrentMinute;

  private record Key(String limit, String key) {}

  public LimitHits(Clock clock) {
    this.clock = clock;
  }

  /**
   * Somebody ran into a limit.
   *
   * @param limit which one, for example {@code sign-in-per-address}
   * @param key what it counts by: a user's id, an address
   * @return the entry to append, when this hit is to be recorded
   */
  public Optional<AuditEntry> hit(
      String limit, String key, @Nullable String actor, @Nullable String address) {
    long minute = clock.millis() / 60_000;
    @Nullable Long before = lastMinute.asMap().put(new Key(limit, key), minute);
    if ((before != null && before == minute) || !takePlace(minute)) {
      unrecorded.incrementAndGet();
      return Optional.empty();
    }
    long more = unrecorded.getAndSet(0);
    String detail = "limit=" + limit + (more == 0 ? "" : " unrecorded=" + more);
    return Optional.of(
        AuditEntry.of(AuditAction.LIMIT_HIT).by(actor).about(key).from(address).with(detail));
  }

  private synchronized boolean takePlace(long minute) {
    if (minute != currentMinute) {
      currentMinute = minute;
      inCurrentMinute = 0;
    }
    return ++inCurrentMinute <= MOST_PER_MINUTE;
  }
}
