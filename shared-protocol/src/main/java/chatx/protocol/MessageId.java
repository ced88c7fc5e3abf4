package chatx.protocol;

import java.util.UUID;

/** One message, in whatever room. */
public record MessageId(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
