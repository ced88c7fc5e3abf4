package chatx.desktop.model;

/**
 * How a new message asks to be noticed, the least first. The unread count tells of each of them.
 */
public enum Attention {
  NONE,
  /** A word inside the window. */
  IN_APP,
  /** The system's own notification. */
  SYSTEM
}
