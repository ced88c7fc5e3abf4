package chatx.desktop.ui;

/**
 * What a person may choose about the look.
 *
 * @param textPercent size of all text, 80 to 200
 * @param reducedMotion nothing moves by itself
 */
public record Look(Appearance appearance, int textPercent, Density density, boolean reducedMotion) {
  public static final int SMALLEST_TEXT = 80;
  public static final int LARGEST_TEXT = 200;
  public static final Look DEFAULT = new Look(Appearance.SYSTEM, 100, Density.COMFORTABLE, false);

  public Look {
    textPercent = Math.clamp(textPercent, SMALLEST_TEXT, LARGEST_TEXT);
  }
}
