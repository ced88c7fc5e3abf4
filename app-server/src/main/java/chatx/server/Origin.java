package chatx.server;

/**
 * Where a setting's value came from.
 *
 * @param layer which of the four places; a later one beats an earlier one
 * @param where the exact place for people, for example {@code chatx.conf line 3}
 */
public record Origin(Layer layer, String where) {
  static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

  /** The places, from the weakest to the strongest. */
  public enum Layer {
    DEFAULT,
    FILE,
    ENVIRONMENT,
    FLAG
  }

  @Override
  public String toString() {
    return where;
  }
}
