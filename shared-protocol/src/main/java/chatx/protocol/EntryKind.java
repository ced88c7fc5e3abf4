package chatx.protocol;

/** The kinds of entries in a room's past. Travels in lower case. */
public enum EntryKind {
  @Doc("Messages.")
  MESSAGE,
  @Doc("Joins, leaves, kicks, bans and roles.")
  MEMBERSHIP,
  @Doc("Creation, name, topic and password.")
  ROOM
}
