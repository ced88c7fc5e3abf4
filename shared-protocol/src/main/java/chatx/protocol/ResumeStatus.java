package chatx.protocol;

/** How far a resume came. Travels in lower case. */
public enum ResumeStatus {
  @Doc("All of it: the connection is subscribed and what follows comes live.")
  LIVE,
  @Doc("There is more: ask again after the last event.")
  MORE,
  @Doc(
      "Too far behind or ahead: the state replaces what the client has. The connection is"
          + " subscribed.")
  RESYNC,
  @Doc("The room is gone, or the caller is no longer a member.")
  GONE
}
