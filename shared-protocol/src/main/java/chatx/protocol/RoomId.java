package chatx.protocol;

import java.util.UUID;

/** A room, for ever: a name that is given again belongs to another id. */
public record RoomId(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
