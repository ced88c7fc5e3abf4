package chatx.desktop.model;

/** How far an own message came. What others wrote is always {@link #SENT}. */
public enum Delivery {
  /** On the disk, waiting for a connection or for the messages before it. */
  QUEUED,
  /** On its way. */
  SENDING,
  /** Stored by the server. */
  SENT,
  /** Refused; a person sends it again or deletes it. */
  FAILED
}
