package chatx.protocol.invite;

import chatx.protocol.Doc;

@Doc("A place where the server may be reached.")
public record InviteAddress(
    @Doc("A name or an address, in small letters; IPv6 without brackets.") String host,
    @Doc("1 to 65535.") int port) {

  /** As in a URL. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
