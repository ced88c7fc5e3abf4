package chatx.server.command;

/** Who may give a command. Checked in one place, before its handler. */
public enum Access {
  /** Anybody who has a connection. */
  ANYONE,
  /** Anybody who is signed in. */
  SIGNED_IN,
  /** Members of the command's room. */
  MEMBER,
  /** Its moderators and owner, and administrators of the server. */
  MODERATOR,
  /** Its owner, and administrators of the server. */
  OWNER
}
