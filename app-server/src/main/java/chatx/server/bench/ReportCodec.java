package chatx.server.bench;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reports as JSON. */
final class ReportCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportCodec() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
