package chatx.server;

/**
 * A setting's value that must not be shown: {@link #toString()} is a mask, so that a log line or an
 * exception which holds a secret by accident still gives nothing away.
 */
public final class Secret {
  /** What stands in the place of every secret. */
  public static final String MASK = "********";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value itself, for the library that needs it; empty when none was set. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "" : MASK;
  }
}
