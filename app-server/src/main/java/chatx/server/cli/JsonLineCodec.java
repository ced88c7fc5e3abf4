package chatx.server.cli;

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

  static <T> T read(String line, Class<T> type) throws JacksonException {
    return MAPPER.readValue(line, type);
  }
}
