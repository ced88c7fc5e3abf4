package chatx.protocol.codec;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageId;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.SessionId;
import chatx.protocol.TypedId;
import chatx.protocol.UserId;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Jackson, set up for input nobody can be trusted with: what its defaults let through (duplicate
 * keys, trailing text, text for numbers, missing fields, unlimited documents) is refused.
 */
final class ProtocolJson {
  private static final int MAX_DOCUMENT = 64 << 20;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 1_000_000;

  private ProtocolJson() {}

  static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_DOCUMENT)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxNumberLength(32)
                    .maxNameLength(100)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(inclusion ->
            inclusion.withValueInclusion(
                com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
        .annotationIntrospector(new ProtocolIntrospector())
        .addModule(module())
        .build();
  }

  /** The dotted path of the field an exception is about; empty for the document itself. */
  static String fieldOf(JacksonException e) {
    StringBuilder field = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return field.toString();
  }

  /** Says what is wrong in words, without a word of ours about classes. */
  static String explain(JacksonException e) {
    String field = fieldOf(e);
    String subject = field.isEmpty() ? "The data" : "The field " + field;
    return switch (e) {
      case InvalidNullException _ -> subject + " is missing.";
      case InvalidFormatException format ->
          subject + " should be " + nameOf(format.getTargetType()) + ".";
      case MismatchedInputException mismatch when isMissing(mismatch) -> subject + " is missing.";
      case MismatchedInputException mismatch ->
          subject + " should be " + nameOf(mismatch.getTargetType()) + ".";
      case StreamReadException stream when stream.getLocation() != null ->
          "it cannot be read at character " + stream.getLocation().getCharOffset() + ".";
      default -> subject + " cannot be read.";
    };
  }

  private static boolean isMissing(MismatchedInputException e) {
    return e.getOriginalMessage().startsWith("Missing required creator property")
        || e.getOriginalMessage().startsWith("Missing creator property");
  }

  private static String nameOf(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (TypedId.class.isAssignableFrom(type) || type == UUID.class) {
      return "an id (a UUID)";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number in range";
    }
    if (type.isEnum()) {
      StringBuilder names = new StringBuilder("one of");
      for (Object constant : type.getEnumConstants()) {
        names.append(' ').append(wireName((Enum<?>) constant));
      }
      return names.toString();
    }
    return type.isRecord() ? "an object" : "of another type";
  }

  static String wireName(Enum<?> constant) {
    return constant instanceof ProblemCode code
        ? code.wireName()
        : constant.name().toLowerCase(Locale.ROOT);
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule("chatx");
    module.addSerializer(TypedId.class, new IdSerializer());
    addId(module, ClientKey.class, ClientKey::new);
    addId(module, MessageId.class, MessageId::new);
    addId(module, RoomId.class, RoomId::new);
    addId(module, SessionId.class, SessionId::new);
    addId(module, UserId.class, UserId::new);
    module.addSerializer(LoggedEvent.class, new LoggedEventSerializer());
    module.addDeserializer(LoggedEvent.class, new LoggedEventDeserializer());
    module.addDeserializer(ProblemCode.class, new ProblemCodeDeserializer());
    return module;
  }

  private static <T> void addId(SimpleModule module, Class<T> type, Function<UUID, T> make) {
    module.addDeserializer(type, new IdDeserializer<>(type, make));
  }

  /** A field is required unless its record says @Nullable; enums travel in lower case. */
  private static final class ProtocolIntrospector extends JacksonAnnotationIntrospector {
    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      RecordComponent component = componentOf(member);
      return component == null ? null : !isNullable(component);
    }

    @Override
    public com.fasterxml.jackson.annotation.JsonSetter.Value findSetterInfo(
        MapperConfig<?> config, Annotated annotated) {
      RecordComponent component =
          annotated instanceof AnnotatedMember member ? componentOf(member) : null;
      return component == null || isNullable(component)
          ? super.findSetterInfo(config, annotated)
          : com.fasterxml.jackson.annotation.JsonSetter.Value.forValueNulls(
              com.fasterxml.jackson.annotation.Nulls.FAIL,
              com.fasterxml.jackson.annotation.Nulls.FAIL);
    }

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      for (int i = 0; i < constants.length; i++) {
        names[i] = wireName(constants[i]);
      }
      return names;
    }

    private static @Nullable RecordComponent componentOf(AnnotatedMember member) {
      Class<?> owner = member.getDeclaringClass();
      if (!owner.isRecord() || !(member instanceof AnnotatedParameter parameter)) {
        return null;
      }
      return owner.getRecordComponents()[parameter.getIndex()];
    }

    private static boolean isNullable(RecordComponent component) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
  }

  private static final class IdSerializer extends StdSerializer<TypedId> {
    IdSerializer() {
      super(TypedId.class);
    }

    @Override
    public void serialize(TypedId id, JsonGenerator out, SerializationContext context) {
      out.writeString(id.value().toString());
    }
  }

  private static final class IdDeserializer<T> extends StdDeserializer<T> {
    private static final int LENGTH = 36;
    private final Function<UUID, T> make;

    IdDeserializer(Class<T> type, Function<UUID, T> make) {
      super(type);
      this.make = make;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser in, DeserializationContext context) {
      String text = in.currentToken().isScalarValue() ? in.getString() : "";
      // UUID.fromString takes shorter forms as well, which would be a second spelling of an id.
      if (in.currentToken() == tools.jackson.core.JsonToken.VALUE_STRING
          && text.length() == LENGTH) {
        try {
          return make.apply(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
          // Reported below, like every other text that is not an id.
        }
      }
      return (T) context.handleWeirdStringValue(handledType(), text, "not an id");
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
    private final WireNames<chatx.protocol.DurableEvent> events =
        WireNames.of(chatx.protocol.DurableEvent.class);

    LoggedEventDeserializer() {
      super(LoggedEvent.class);
    }

    @Override
    public LoggedEvent deserialize(JsonParser in, DeserializationContext context) {
      JsonNode node = context.readTree(in);
      Class<? extends chatx.protocol.DurableEvent> type =
          events.type(node.path("type").asString(""));
      if (type == null) {
        return (LoggedEvent)
            context.handleWeirdStringValue(
                LoggedEvent.class, node.path("type").asString(""), "unknown event");
      }
      return new LoggedEvent(
          node.path("seq").longValue(),
          context.readTreeAsValue(node.path("at"), Instant.class),
          context.readTreeAsValue(node.path("data"), type));
    }
  }

  /**
   * A code of a newer server is taken as {@link ProblemCode#INTERNAL}, as the protocol promises.
   */
  private static final class ProblemCodeDeserializer extends StdDeserializer<ProblemCode> {
    ProblemCodeDeserializer() {
      super(ProblemCode.class);
    }

    @Override
    public ProblemCode deserialize(JsonParser in, DeserializationContext context) {
      String name = in.getString();
      for (ProblemCode code : ProblemCode.values()) {
        if (code.wireName().equals(name)) {
          return code;
        }
      }
      return ProblemCode.INTERNAL;
    }
  }
}
