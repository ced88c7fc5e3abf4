package chatx.server.cli;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** One JSON value in one line: what scripts read, and what the control socket carries. */
final class JsonLineCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // Nothing but ASCII, so that no line separator or terminal code is ever in the line.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private JsonLineCodec() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when the line is anything else
   */
  static <T> T read(String line, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(line, type);
    } catch (JacksonException wrong) {
      throw new IOException("not the JSON that was expected", wrong);
    }
  }
}
