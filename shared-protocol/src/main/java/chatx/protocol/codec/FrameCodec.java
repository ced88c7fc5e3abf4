package chatx.protocol.codec;

import chatx.protocol.ClientCommand;
import chatx.protocol.CommandFrame;
import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReplyFrame;
import chatx.protocol.RoomId;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerFrame;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.TransientEvent;
import chatx.protocol.UnknownEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Frames to JSON text and back: {@code {"id":1,"type":"message.send","data":{…}}}. Immutable; any
 * thread.
 */
public final class FrameCodec {
  private final JsonMapper commandMapper = ProtocolJson.forCommands();
  private final JsonMapper mapper = ProtocolJson.forServerFrames();
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

  /**
   * As {@link #encode(ServerFrame)} for a room's event whose fields are encoded already.
   *
   * @param data what {@link #encodeData} made of the event
   */
  public byte[] encode(RoomId room, LoggedEvent entry, String data) {
    return ("{\"type\":\""
            + WireNames.nameOf(entry.event().getClass())
            + "\",\"room\":\""
            + room
            + "\",\"seq\":"
            + entry.seq()
            + ",\"at\":\""
            + entry.at()
            + "\",\"data\":"
            + data
            + "}")
        .getBytes(StandardCharsets.UTF_8);
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

  /** Never throws for anything that a text can contain. */
  public DecodedCommand decodeCommand(String text) {
    JsonNode root;
    try {
      root = commandMapper.readTree(text);
    } catch (JacksonException _) {
      return invalid(Fault.inText(text));
    }
    if (!root.isObject()) {
      return invalid(0, null, "A frame is a JSON object with id, type and data.");
    }
    JsonNode idNode = root.path("id");
    if (!isRequestId(idNode)) {
      return invalid(
          0, "id", "A frame needs an id: a whole number from 1 to " + Limits.REQUEST_ID + ".");
    }
    long id = idNode.longValue();
    JsonNode typeNode = root.path("type");
    if (!typeNode.isString()) {
      return invalid(id, "type", "A frame needs a type: the name of a command.");
    }
    Class<? extends ClientCommand> type = commands.type(typeNode.stringValue());
    if (type == null) {
      return new DecodedCommand.Invalid(
          id, problem(ProblemCode.UNSUPPORTED, "This server does not know that command.", "type"));
    }
    JsonNode data = orEmpty(root.path("data"));
    if (!data.isObject()) {
      return invalid(id, "data", "The data of a command is a JSON object.");
    }
    try {
      return new DecodedCommand.Valid(new CommandFrame(id, commandMapper.treeToValue(data, type)));
    } catch (JacksonException e) {
      return invalid(Fault.inData(id, e));
    }
  }

  /**
   * Reads a server's frame; null for an event this client does not know, which it ignores. One that
   * has a number comes as an {@link UnknownEvent}, live and in pages, so that the number is kept.
   *
   * @throws BadFrameException when it is not a frame of this protocol
   */
  public @Nullable ServerFrame decodeServer(String text) {
    try {
      JsonNode root = mapper.readTree(text);
      if (!root.path("type").isString()) {
        throw new BadFrameException("The server sent something else than a frame.");
      }
      String type = root.path("type").stringValue();
      JsonNode data = orEmpty(root.path("data"));
      return root.has("id") ? reply(root, type, data) : event(root, type, data);
    } catch (JacksonException e) {
      throw new BadFrameException(Fault.inData(0, e).message());
    }
  }

  private ReplyFrame reply(JsonNode root, String type, JsonNode data) {
    Class<? extends ServerReply> reply = replies.type(type);
    if (reply == null) {
      throw new BadFrameException("The server's answer is not one of this protocol.");
    }
    return new ReplyFrame(part(root, "id", Long.class), mapper.treeToValue(data, reply));
  }

  private @Nullable EventFrame event(JsonNode root, String type, JsonNode data) {
    Class<? extends ServerEvent> known = events.type(type);
    if (known == null) {
      return root.hasNonNull("seq") ? durable(root, new UnknownEvent(type)) : null;
    }
    return switch (mapper.treeToValue(data, known)) {
      case DurableEvent durable -> durable(root, durable);
      case TransientEvent fleeting ->
          EventFrame.fleeting(part(root, "room", RoomId.class), fleeting);
      case SessionEvent session -> EventFrame.session(session);
    };
  }

  private EventFrame durable(JsonNode root, DurableEvent event) {
    return EventFrame.durable(
        part(root, "room", RoomId.class),
        new LoggedEvent(part(root, "seq", Long.class), part(root, "at", Instant.class), event));
  }

  private <T> T part(JsonNode root, String name, Class<T> type) {
    if (!root.hasNonNull(name)) {
      throw new BadFrameException("A frame of the server lacks its " + name + ".");
    }
    return mapper.treeToValue(root.path(name), type);
  }

  private static boolean isRequestId(JsonNode id) {
    return id.isIntegralNumber()
        && id.canConvertToLong()
        && id.longValue() >= 1
        && id.longValue() <= Limits.REQUEST_ID;
  }

  private JsonNode orEmpty(JsonNode data) {
    return data.isMissingNode() || data.isNull() ? mapper.createObjectNode() : data;
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

  private static DecodedCommand invalid(Fault fault) {
    return invalid(fault.id(), fault.field(), fault.message());
  }

  private static DecodedCommand invalid(long id, @Nullable String field, String message) {
    return new DecodedCommand.Invalid(id, problem(ProblemCode.BAD_MESSAGE, message, field));
  }

  private static Problem problem(ProblemCode code, String message, @Nullable String field) {
    return new Problem(code, message, field, null, null);
  }

  private interface Fields {
    void write(JsonGenerator out);
  }
}
