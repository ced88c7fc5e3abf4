package chatx.protocol;

/** The version of this protocol and the WebSocket sub-protocol that stands for it. */
public final class ProtocolVersion {
  public static final int CURRENT = 1;
  public static final String SUB_PROTOCOL = "chatx.v1";

  private ProtocolVersion() {}
}
