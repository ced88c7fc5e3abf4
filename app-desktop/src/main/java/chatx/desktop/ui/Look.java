package chatx.desktop.ui;

import chatx.desktop.storage.Density;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.ThemeChoice;

/**
 * What a person may choose about the look.
 *
 * @param textPercent size of all text, 100 for the usual
 * @param reducedMotion nothing moves by itself
 */
public record Look(
    ThemeChoice appearance, int textPercent, Density density, boolean reducedMotion) {
  public static final Look DEFAULT = new Look(ThemeChoice.SYSTEM, 100, Density.COMFORTABLE, false);

  /** As it is chosen now. */
  public static Look of(Preferences preferences) {
    return new Look(
        preferences.get(Preferences.THEME),
        preferences.get(Preferences.TEXT_SIZE),
        preferences.get(Preferences.DENSITY),
        preferences.get(Preferences.REDUCED_MOTION));
  }
}
