package chatx.server;

import chatx.server.limit.Limit;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a limit is written: {@code 10/1s} lets ten through at once and ten more every second; {@code
 * 10/1s burst 20} lets twenty through at once.
 */
final class LimitText {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,7})\\s*/\\s*(\\d{0,5})\\s*([smhd])(?:\\s+burst\\s+(\\d{1,7}))?");

  private LimitText() {}

  static Limit parse(String text) throws SettingSyntaxException {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      throw new SettingSyntaxException("must be written like 20/10s, 5/1m or 10/1s burst 20");
    }
    long count = Long.parseLong(match.group(1));
    long times = match.group(2).isEmpty() ? 1 : Long.parseLong(match.group(2));
    long burst = match.group(4) == null ? count : Long.parseLong(match.group(4));
    if (count < 1 || times < 1 || burst < 1) {
      throw new SettingSyntaxException("must allow at least 1 in at least 1 second");
    }
    Duration unit =
        switch (match.group(3)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return new Limit(burst, count, unit.multipliedBy(times));
  }
}
