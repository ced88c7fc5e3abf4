package chatx.protocol.codec;

import chatx.protocol.ClientCommand;
import chatx.protocol.CommandFrame;
import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReplyFrame;
import chatx.protocol.RoomId;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerFrame;
import chatx.protocol.ServerReply;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Frames to JSON text and back: {@code {"id":1,"type":"message.send","data":{…}}}. Immutable; any
 * thread.
 */
public final class FrameCodec {
  /** Greater numbers are not exact in JavaScript, so they are not accepted as ids. */
  private static final long MAX_ID = (1L << 53) - 1;

  private final JsonMapper mapper = ProtocolJson.mapper();
  private final WireNames<ClientCommand> commands = WireNames.of(ClientCommand.class);
  private final WireNames<ServerReply> replies = WireNames.of(ServerReply.class);
  private final WireNames<ServerEvent> events = WireNames.of(ServerEvent.class);

  public byte[] encode(CommandFrame frame) {
    return write(out -> {
      out.writeNumberProperty("id", frame.id());
      writeBody(out, frame.command());
    });
  }

  public byte[] encode(ServerFrame frame) {
    return switch (frame) {
      case ReplyFrame reply ->
          write(out -> {
            out.writeNumberProperty("id", reply.id());
            writeBody(out, reply.reply());
          });
      case EventFrame event ->
          write(out -> {
            out.writeStringProperty("type", WireNames.nameOf(event.event().getClass()));
            if (event.room() != null) {
              out.writeStringProperty("room", event.room().toString());
            }
            if (event.seq() != null) {
              out.writeNumberProperty("seq", event.seq());
            }
            if (event.at() != null) {
              out.writeStringProperty("at", event.at().toString());
            }
            out.writePOJOProperty("data", event.event());
          });
    };
  }

  /** The event's fields alone, as they are stored beside {@link #typeOf}. */
  public String encodeData(DurableEvent event) {
    return mapper.writeValueAsString(event);
  }

  public String typeOf(DurableEvent event) {
    return WireNames.nameOf(event.getClass());
  }

  /** Reads what {@link #encodeData} wrote; anything else is a broken store. */
  public DurableEvent decodeData(String type, String data) {
    Class<? extends ServerEvent> eventType = events.type(type);
    if (eventType == null) {
      throw new IllegalStateException("unknown stored event " + type);
    }
    return (DurableEvent) mapper.readValue(data, eventType);
  }

  public DecodedCommand decodeCommand(String text) {
    JsonNode root;
    try {
      root = mapper.readTree(text);
    } catch (JacksonException e) {
      return invalid(0, "This is not a JSON frame: " + ProtocolJson.explain(e), null);
    }
    if (!root.isObject()) {
      return invalid(0, "A frame is a JSON object with id, type and data.", null);
    }
    JsonNode idNode = root.get("id");
    if (idNode == null || !idNode.isIntegralNumber() || !idNode.canConvertToLong()) {
      return invalid(0, "A frame needs an id: a whole number, 1 or greater.", "id");
    }
    long id = idNode.longValue();
    if (id < 1 || id > MAX_ID) {
      return invalid(0, "The id is a whole number from 1 to " + MAX_ID + ".", "id");
    }
    JsonNode typeNode = root.get("type");
    if (typeNode == null || !typeNode.isString()) {
      return invalid(id, "A frame needs a type: the name of a command.", "type");
    }
    Class<? extends ClientCommand> type = commands.type(typeNode.stringValue());
    if (type == null) {
      return new DecodedCommand.Invalid(
          id, problem(ProblemCode.UNSUPPORTED, "This server does not know that command.", "type"));
    }
    JsonNode data = root.get("data");
    if (data != null && !data.isObject()) {
      return invalid(id, "The data of a command is a JSON object.", "data");
    }
    try {
      ClientCommand command =
          mapper.treeToValue(data == null ? mapper.createObjectNode() : data, type);
      return new DecodedCommand.Valid(new CommandFrame(id, command));
    } catch (JacksonException e) {
      String field = ProtocolJson.fieldOf(e);
      return invalid(id, ProtocolJson.explain(e), field.isEmpty() ? "data" : "data." + field);
    }
  }

  /**
   * Reads a server's frame; null for an event this client does not know, which it ignores.
   *
   * @throws JacksonException when it is not a frame of this protocol
   */
  public @Nullable ServerFrame decodeServer(String text) {
    JsonNode root = mapper.readTree(text);
    JsonNode data = root.has("data") ? root.get("data") : mapper.createObjectNode();
    String type = root.path("type").asString("");
    if (root.has("id")) {
      Class<? extends ServerReply> reply = replies.type(type);
      if (reply == null) {
        throw new StreamReadException("unknown reply");
      }
      return new ReplyFrame(root.get("id").longValue(), mapper.treeToValue(data, reply));
    }
    Class<? extends ServerEvent> event = events.type(type);
    if (event == null) {
      return null;
    }
    JsonNode room = root.get("room");
    JsonNode seq = root.get("seq");
    JsonNode at = root.get("at");
    return new EventFrame(
        room == null ? null : mapper.treeToValue(room, RoomId.class),
        seq == null ? null : seq.longValue(),
        at == null ? null : mapper.treeToValue(at, Instant.class),
        mapper.treeToValue(data, event));
  }

  private void writeBody(JsonGenerator out, Object body) {
    out.writeStringProperty("type", WireNames.nameOf(body.getClass()));
    out.writePOJOProperty("data", body);
  }

  private byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = mapper.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static DecodedCommand invalid(long id, String message, @Nullable String field) {
    return new DecodedCommand.Invalid(id, problem(ProblemCode.BAD_MESSAGE, message, field));
  }

  private static Problem problem(ProblemCode code, String message, @Nullable String field) {
    return new Problem(code, message, field, null, null);
  }

  private interface Fields {
    void write(JsonGenerator out);
  }
}
