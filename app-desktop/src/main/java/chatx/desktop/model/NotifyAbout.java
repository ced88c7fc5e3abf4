package chatx.desktop.model;

/** What a person wants to be told of. */
public enum NotifyAbout {
  EVERYTHING,
  MENTIONS,
  NOTHING
}
