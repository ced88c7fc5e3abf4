package chatx.desktop.storage;

/** Which colours the app has. */
public enum ThemeChoice {
  SYSTEM,
  LIGHT,
  DARK
}
