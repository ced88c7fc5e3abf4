package chatx.protocol.http;

import chatx.protocol.Doc;

@Doc("Body of POST /api/v1/invites/look: what does this invite open?")
public record InviteQuestion(@Doc("The token of the link, 22 characters.") String token) {
  @Override
  public String toString() {
    return "InviteQuestion";
  }
}
