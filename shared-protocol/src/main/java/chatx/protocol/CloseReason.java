package chatx.protocol;

/**
 * Why the server closes a connection: the WebSocket close code (RFC 6455, 7.4) and whether to
 * return.
 */
public enum CloseReason {
  @Doc("The client closed, or there is nothing more to say.")
  NORMAL(1000, false),
  @Doc("The server stops, or its program ends.")
  GOING_AWAY(1001, true),
  @Doc("A frame broke the WebSocket protocol.")
  PROTOCOL_ERROR(1002, false),
  @Doc("A text frame was not UTF-8.")
  BAD_UTF8(1007, false),
  @Doc("Too many malformed commands, or too many connections.")
  POLICY(1008, false),
  @Doc("A frame was larger than the server reads.")
  TOO_BIG(1009, false),
  @Doc("The server made a mistake.")
  INTERNAL(1011, true),
  @Doc("The server restarts.")
  RESTARTING(1012, true),
  @Doc("No sign-in within the time for it.")
  NOT_SIGNED_IN(4001, false),
  @Doc("The session was signed out; sign in again.")
  SESSION_ENDED(4003, false),
  @Doc("The client did not read fast enough; connect again and resume.")
  TOO_SLOW(4008, true),
  @Doc("The client did not answer pings.")
  UNRESPONSIVE(4009, true);

  private final int code;
  private final boolean reconnect;

  CloseReason(int code, boolean reconnect) {
    this.code = code;
    this.reconnect = reconnect;
  }

  public int code() {
    return code;
  }

  /** Whether a client should connect again by itself, after a pause. */
  public boolean reconnect() {
    return reconnect;
  }
}
