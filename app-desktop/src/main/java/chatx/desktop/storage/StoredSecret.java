package chatx.desktop.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a secret is written where only its owner reads it. */
final class StoredSecret {
  private StoredSecret() {}

  static String write(Secret secret) {
    return StoredJson.text(
        StoredJson.object()
            .put("refresh", secret.refreshToken())
            .put("device", secret.deviceToken())
            .put("password", secret.password()));
  }

  static Optional<Secret> read(String text) {
    return StoredJson.parse(text)
        .map(in ->
            new Secret(
                textOrNull(in.path("refresh")),
                textOrNull(in.path("device")),
                textOrNull(in.path("password"))));
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isString() ? value.stringValue() : null;
  }
}
