package chatx.protocol.codec;

import chatx.protocol.ClientKey;
import chatx.protocol.DurableEvent;
import chatx.protocol.InviteId;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageId;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.SessionId;
import chatx.protocol.TypedId;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How the few types travel that are more than their fields: ids, times, logged events, codes. The
 * bodies of HTTP are written with it as well.
 */
public final class ProtocolModule {
  private ProtocolModule() {}

  public static SimpleModule create() {
    SimpleModule module = new SimpleModule("chatx");
    module.addSerializer(
        TypedId.class, new TextSerializer<>(TypedId.class, id -> id.value().toString()));
    addText(module, ClientKey.class, text -> new ClientKey(uuid(text)));
    addText(module, InviteId.class, text -> new InviteId(uuid(text)));
    addText(module, MessageId.class, text -> new MessageId(uuid(text)));
    addText(module, RoomId.class, text -> new RoomId(uuid(text)));
    addText(module, SessionId.class, text -> new SessionId(uuid(text)));
    addText(module, UserId.class, text -> new UserId(uuid(text)));
    module.addSerializer(Instant.class, new TextSerializer<>(Instant.class, Instant::toString));
    addText(module, Instant.class, ProtocolModule::instant);
    module.addSerializer(
        ProblemCode.class, new TextSerializer<>(ProblemCode.class, ProblemCode::wireName));
    addText(module, ProblemCode.class, ProtocolModule::problemCode);
    module.addSerializer(LoggedEvent.class, new LoggedEventSerializer());
    module.addDeserializer(LoggedEvent.class, new LoggedEventDeserializer());
    return module;
  }

  private static <T> void addText(SimpleModule module, Class<T> type, Function<String, T> read) {
    module.addDeserializer(type, new TextDeserializer<>(type, read));
  }

  /** The one spelling of 36 characters; the JDK takes shorter and stranger ones as well. */
  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not the usual form of a UUID");
    }
    return uuid;
  }

  /** UTC and four digits for the year: what every database can keep and every client can read. */
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

  private static Instant instant(String text) {
    if (!INSTANT.matcher(text).matches()) {
      throw new IllegalArgumentException("not the usual form of a time");
    }
    return Instant.parse(text);
  }

  /**
   * A code of a newer server is taken as {@link ProblemCode#INTERNAL}, as the protocol promises.
   */
  private static ProblemCode problemCode(String name) {
    for (ProblemCode code : ProblemCode.values()) {
      if (code.wireName().equals(name)) {
        return code;
      }
    }
    return ProblemCode.INTERNAL;
  }

  /** A value that travels as text; {@code read} throws for a text that is none. */
  private static final class TextDeserializer<T> extends StdDeserializer<T> {
    private final Function<String, T> read;

    TextDeserializer(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser in, DeserializationContext context) {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        return (T) context.handleUnexpectedToken(getValueType(context), in);
      }
      String text = in.getString();
      try {
        return read.apply(text);
      } catch (IllegalArgumentException | DateTimeException _) {
        return (T) context.handleWeirdStringValue(handledType(), text, "not of this form");
      }
    }
  }

  private static final class TextSerializer<T> extends StdSerializer<T> {
    private final Function<T, String> write;

    TextSerializer(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(write.apply(value));
    }
  }

  private static final class LoggedEventSerializer extends StdSerializer<LoggedEvent> {
    LoggedEventSerializer() {
      super(LoggedEvent.class);
    }

    @Override
    public void serialize(LoggedEvent entry, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeStringProperty("type", WireNames.nameOf(entry.event().getClass()));
      out.writeNumberProperty("seq", entry.seq());
      out.writeStringProperty("at", entry.at().toString());
      out.writeName("data");
      context.writeValue(out, entry.event());
      out.writeEndObject();
    }
  }

  private static final class LoggedEventDeserializer extends StdDeserializer<LoggedEvent> {
    private final WireNames<DurableEvent> events = WireNames.of(DurableEvent.class);

    LoggedEventDeserializer() {
      super(LoggedEvent.class);
    }

    @Override
    public LoggedEvent deserialize(JsonParser in, DeserializationContext context) {
      JsonNode node = context.readTree(in);
      String name = part(node, "type", String.class, context);
      Class<? extends DurableEvent> type = events.type(name);
      return new LoggedEvent(
          part(node, "seq", Long.class, context),
          part(node, "at", Instant.class, context),
          type == null ? new UnknownEvent(name) : part(node, "data", type, context));
    }

    private static <P> P part(
        JsonNode node, String name, Class<P> type, DeserializationContext context) {
      if (!node.hasNonNull(name)) {
        return context.reportInputMismatch(LoggedEvent.class, "no %s", name);
      }
      return context.readTreeAsValue(node.path(name), type);
    }
  }
}
