package chatx.server.secret;

/**
 * How much work a password is.
 *
 * @param cost bcrypt's log2 of rounds, 4–16; each step doubles the time (12 is about 0.3–0.5 s)
 * @param threads passwords hashed at once
 * @param queue passwords waiting; with more the answer is {@code busy}. Waiting takes up to {@code
 *     queue / threads} times the time of one hash
 */
public record PasswordSettings(int cost, int threads, int queue) {

  static final int COST_MIN = 4;
  static final int COST_MAX = 16;

  public static final PasswordSettings DEFAULT = new PasswordSettings(12, 2, 10);

  public PasswordSettings {
    if (cost < COST_MIN || cost > COST_MAX) {
      throw new IllegalArgumentException(
          "The password cost is %d, allowed are %d to %d".formatted(cost, COST_MIN, COST_MAX));
    }
    if (threads < 1 || queue < 1) {
      throw new IllegalArgumentException("Password threads and queue must be 1 or more");
    }
  }
}
