package chatx.desktop.storage;

/** How much room the rows of lists and conversations take. */
public enum Density {
  COMFORTABLE,
  COMPACT
}
