package chatx.protocol;

import java.util.UUID;

/** A person's account, for ever. */
public record UserId(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
