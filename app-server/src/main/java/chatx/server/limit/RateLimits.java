package chatx.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets by kind and key. In memory: a restart forgets them. Counted on a monotonic clock,
 * because a wall clock that is set back would keep every bucket empty until it has caught up.
 * Thread-safe, never blocks.
 */
public final class RateLimits {

  private static final Decision ALLOWED = new Decision.Allowed();

  private final LimitSettings settings;
  private final Map<LimitKind, Cache<String, Bucket>> buckets = new EnumMap<>(LimitKind.class);
  private final TimeMeter meter;

  /**
   * @param nanoTime monotonic nanoseconds, {@code System::nanoTime} outside of tests
   */
  public RateLimits(LimitSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.meter = new Meter(nanoTime);
    for (LimitKind kind : LimitKind.values()) {
      // An untouched bucket is full again after its refill time, hence no different from a new one.
      Duration refill = settings.limit(kind).refill().plusSeconds(1);
      buckets.put(
          kind,
          Caffeine.newBuilder()
              .maximumSize(settings.keysPerKind())
              .expireAfterAccess(refill)
              .ticker(nanoTime::getAsLong)
              .executor(Runnable::run)
              .build());
    }
  }

  /** Counts one and says whether it may be done; a refused one is not counted. */
  public Decision take(LimitKind kind, String key) {
    ConsumptionProbe probe = bucket(kind, key).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? ALLOWED
        : new Decision.Limited(Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
  }

  /** Undoes one {@link #take} that was allowed: what turned out to be right is not counted. */
  public void giveBack(LimitKind kind, String key) {
    bucket(kind, key).addTokens(1);
  }

  /** How many keys of a kind are remembered. */
  long keys(LimitKind kind) {
    Cache<String, Bucket> cache = cache(kind);
    cache.cleanUp();
    return cache.estimatedSize();
  }

  private Bucket bucket(LimitKind kind, String key) {
    return cache(kind).get(key, _ -> create(settings.limit(kind)));
  }

  private Cache<String, Bucket> cache(LimitKind kind) {
    Cache<String, Bucket> cache = buckets.get(kind);
    if (cache == null) {
      throw new IllegalStateException("The constructor makes a cache for every kind, not " + kind);
    }
    return cache;
  }

  private Bucket create(Limit limit) {
    return Bucket.builder()
        .withCustomTimePrecision(meter)
        .addLimit(
            bandwidth -> bandwidth.capacity(limit.burst()).refillGreedy(limit.count(), limit.per()))
        .build();
  }

  private record Meter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
