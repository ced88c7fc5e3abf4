package chatx.desktop.ui;

/** Light, dark, or what the system says. */
public enum Appearance {
  LIGHT,
  DARK,
  SYSTEM
}
