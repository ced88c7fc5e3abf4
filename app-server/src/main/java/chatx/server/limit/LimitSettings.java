package chatx.server.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every limit, and how many keys of each are remembered. Over the number the least used are
 * forgotten, which bounds the memory (about 300 bytes a key).
 */
public record LimitSettings(Map<LimitKind, Limit> limits, int keysPerKind) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  public LimitSettings {
    EnumMap<LimitKind, Limit> copy = new EnumMap<>(LimitKind.class);
    copy.putAll(limits);
    for (LimitKind kind : LimitKind.values()) {
      copy.computeIfAbsent(kind, LimitSettings::standard);
    }
    limits = Collections.unmodifiableMap(copy);
    if (keysPerKind < 1) {
      throw new IllegalArgumentException("At least one key must be remembered");
    }
  }

  /** Limits that a person never meets. */
  public static LimitSettings standard() {
    return new LimitSettings(Map.of(), 100_000);
  }

  /** A copy with one limit changed. */
  public LimitSettings with(LimitKind kind, Limit limit) {
    EnumMap<LimitKind, Limit> copy = new EnumMap<>(limits);
    copy.put(kind, limit);
    return new LimitSettings(copy, keysPerKind);
  }

  Limit limit(LimitKind kind) {
    Limit limit = limits.get(kind);
    if (limit == null) {
      throw new IllegalStateException("The constructor fills in every kind, not " + kind);
    }
    return limit;
  }

  private static Limit standard(LimitKind kind) {
    return switch (kind) {
      case MESSAGES_PER_USER -> new Limit(20, 10, SECOND);
      case COMMANDS_PER_CONNECTION -> new Limit(100, 50, SECOND);
      case COMMANDS_PER_USER -> new Limit(200, 100, SECOND);
      case REQUESTS_PER_ADDRESS -> new Limit(200, 50, SECOND);
      case SIGN_INS_PER_ADDRESS -> new Limit(30, 30, MINUTE);
      case SIGN_INS_PER_ACCOUNT_AND_ADDRESS -> new Limit(10, 5, MINUTE);
      case SIGN_INS_PER_ACCOUNT -> new Limit(30, 30, MINUTE);
      case SIGN_INS_PER_DEVICE -> new Limit(10, 5, MINUTE);
      case DEAD_TOKENS_PER_ADDRESS -> new Limit(10, 10, HOUR);
      case REGISTRATIONS_PER_ADDRESS -> new Limit(20, 20, HOUR);
      case PASSWORD_CHECKS_PER_USER -> new Limit(10, 5, MINUTE);
      case ROOM_PASSWORDS_PER_USER_AND_ROOM -> new Limit(5, 5, MINUTE);
      case ROOM_PASSWORDS_PER_ROOM -> new Limit(100, 60, MINUTE);
      case ROOM_PASSWORDS_PER_ADDRESS -> new Limit(30, 15, MINUTE);
      case INVITES_PER_ADDRESS -> new Limit(30, 15, MINUTE);
      case ROOMS_PER_USER -> new Limit(20, 20, HOUR);
    };
  }
}
