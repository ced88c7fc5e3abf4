package chatx.protocol;

/** Limits that are part of the protocol; a server's own limits travel in {@link ServerInfo}. */
public final class Limits {
  public static final int ROOM_NAME = 64;
  public static final int TOPIC = 250;
  public static final int REASON = 250;
  public static final int ROOM_LIST_PAGE = 100;
  public static final int HISTORY_PAGE = 200;
  public static final int HISTORY_TEXT = 200;
  public static final int RESUME_PAGE = 500;
  public static final int RESUME_ROOMS = 500;

  private Limits() {}
}
