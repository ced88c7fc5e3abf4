package chatx.desktop.storage;

import java.util.UUID;

/**
 * An account as this computer knows it: names its folder and its secrets. Local; no server knows
 * it.
 */
public record AccountId(UUID value) {
  public static AccountId random() {
    return new AccountId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
