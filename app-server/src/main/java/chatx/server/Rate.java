package chatx.server;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * So many actions in so much time, written {@code 20/10s}, {@code 5/1m} or {@code 100/1h}. All of
 * them may come at once; after that they come back evenly over the period.
 *
 * @param permits how many, at least 1
 * @param period in how much time, at least one second
 */
public record Rate(int permits, Duration period) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,7})\\s*/\\s*(\\d{0,5})\\s*([smhd])");

  public Rate {
    if (permits < 1 || period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a rate needs at least 1 permit and 1 second");
    }
  }

  /** Reads the written form; throws {@link SettingSyntaxException} with what is wrong. */
  static Rate parse(String text) throws SettingSyntaxException {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new SettingSyntaxException("must be written like 20/10s, 5/1m or 100/1h");
    }
    int permits = Integer.parseInt(match.group(1));
    long count = match.group(2).isEmpty() ? 1 : Long.parseLong(match.group(2));
    if (permits < 1 || count < 1) {
      throw new SettingSyntaxException("must allow at least 1 in at least 1 second");
    }
    return new Rate(
        permits,
        switch (match.group(3)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  @Override
  public String toString() {
    long seconds = period.toSeconds();
    String unit = seconds % 3600 == 0 ? "h" : seconds % 60 == 0 ? "m" : "s";
    long count = seconds % 3600 == 0 ? seconds / 3600 : seconds % 60 == 0 ? seconds / 60 : seconds;
    return permits + "/" + count + unit;
  }
}
