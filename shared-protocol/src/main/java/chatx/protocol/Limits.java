package chatx.protocol;

/** Limits that are part of the protocol; a server's own limits travel in {@link ServerInfo}. */
public final class Limits {
  @Doc("The greatest id of a command, 2^53 - 1: greater numbers are not exact in JavaScript.")
  public static final long REQUEST_ID = (1L << 53) - 1;

  @Doc("The longest text in any field of a command, in UTF-16 code units.")
  public static final int COMMAND_TEXT = 65_536;

  @Doc("The longest name of a room, in characters.")
  public static final int ROOM_NAME = 64;

  @Doc("The longest topic of a room, in characters.")
  public static final int TOPIC = 250;

  @Doc("The longest reason for a kick or a ban, in characters.")
  public static final int REASON = 250;

  @Doc("The shortest password of a room, in characters.")
  public static final int ROOM_PASSWORD_MIN = 8;

  @Doc("The longest password of a room, in characters.")
  public static final int ROOM_PASSWORD_MAX = 256;

  @Doc("The most rooms in a page of room.list.")
  public static final int ROOM_LIST_PAGE = 100;

  @Doc("The most members in a room's state.")
  public static final int MEMBERS_IN_STATE = 200;

  @Doc("The most members in a page of member.list.")
  public static final int MEMBER_LIST_PAGE = 100;

  @Doc("The longest text that room.list and member.list may look for, in characters.")
  public static final int LIST_QUERY = 64;

  @Doc("The most entries in a page of message.history.")
  public static final int HISTORY_PAGE = 200;

  @Doc("The longest text that a history filter may look for, in characters.")
  public static final int HISTORY_TEXT = 200;

  @Doc("The most events of one room in a single answer to room.resume or session.resume.")
  public static final int RESUME_PAGE = 500;

  @Doc("The most rooms that one session.resume may name.")
  public static final int RESUME_ROOMS = 500;

  @Doc("The longest time that an invite may hold, in minutes.")
  public static final int INVITE_MINUTES = 525_600;

  @Doc("The most people that one invite lets in.")
  public static final int INVITE_USES = 1_000;

  private Limits() {}
}
