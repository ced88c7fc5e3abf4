package chatx.desktop.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON files with a {@code format} number, and the only JSON of this package. Any thread. */
final class StoredJson {
  /** More than any of our files can need, in bytes. */
  private static final long LARGEST = 16 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private StoredJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** On one line. */
  static String text(JsonNode node) {
    return node.toString();
  }

  /** Empty when it is no JSON object. */
  static Optional<ObjectNode> parse(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /**
   * What the file has in it; an empty object with format 0 when there is no file, nothing when it
   * is no JSON object.
   */
  static Optional<ObjectNode> read(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.of(object());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static int format(ObjectNode content) {
    return content.path("format").asInt(0);
  }

  /** Replaces the file as a whole. */
  static void write(Path file, ObjectNode content) throws IOException {
    PrivateFiles.replace(file, MAPPER.writeValueAsBytes(content));
  }
}
