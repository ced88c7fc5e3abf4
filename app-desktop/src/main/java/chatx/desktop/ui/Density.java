package chatx.desktop.ui;

/** How much room rows take. */
public enum Density {
  COMFORTABLE,
  COMPACT
}
