package chatx.protocol;

import java.util.UUID;

/** One invite, in its list; it is not the secret that opens the door. */
public record InviteId(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
