package chatx.protocol;

import java.util.UUID;

/** The sender's own name for a message. Sending again with the same key never posts twice. */
public record ClientKey(UUID value) implements TypedId {
  @Override
  public String toString() {
    return value.toString();
  }
}
