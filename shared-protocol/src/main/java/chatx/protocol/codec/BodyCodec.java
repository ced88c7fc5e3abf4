package chatx.protocol.codec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of {@code chatx.protocol.http} as a client writes and reads them. Any thread. */
public final class BodyCodec {
  private final JsonMapper mapper = ProtocolJson.forServerFrames();

  public byte[] encode(Record body) {
    return mapper.writeValueAsBytes(body);
  }

  /**
   * @throws BadFrameException when the server sent something else
   */
  public <R extends Record> R decode(byte[] body, Class<R> type) {
    try {
      R value = mapper.readValue(body, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException _) {
      // Said below, as for the text null.
    }
    throw new BadFrameException("The server's answer is not one of this protocol.");
  }
}
