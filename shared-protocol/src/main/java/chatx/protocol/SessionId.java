package chatx.protocol;

import java.util.UUID;

/** One sign-in on one device, from sign-in to sign-out. */
public record SessionId(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
