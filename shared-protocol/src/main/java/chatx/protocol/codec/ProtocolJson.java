package chatx.protocol.codec;

import chatx.protocol.Limits;
import chatx.protocol.ProblemCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Jackson, set up for input nobody can be trusted with: what its defaults let through (duplicate
 * keys, trailing text, text for numbers, missing fields, unlimited documents) is refused.
 */
final class ProtocolJson {
  /** In characters: more than the longest text can need, each of its characters escaped. */
  static final int COMMAND_LENGTH = 1 << 20;

  static final int COMMAND_DEPTH = 32;
  static final int NUMBER_LENGTH = 32;

  /** Some 2,000 rooms in session.resume, four times what it may name. */
  private static final int COMMAND_TOKENS = 10_000;

  /** A client reads what its server sends, pages of history and member lists included. */
  private static final int SERVER_FRAME_LENGTH = 64 << 20;

  private static final int SERVER_FRAME_TOKENS = 5_000_000;

  private ProtocolJson() {}

  /** For what clients send. */
  static JsonMapper forCommands() {
    return mapper(COMMAND_LENGTH, COMMAND_TOKENS, Limits.COMMAND_TEXT);
  }

  /** For what servers send, and for what they keep of it. */
  static JsonMapper forServerFrames() {
    return mapper(SERVER_FRAME_LENGTH, SERVER_FRAME_TOKENS, SERVER_FRAME_LENGTH);
  }

  /** For what anybody on the local network sends. */
  static JsonMapper forPackets(int bytes, int tokens) {
    return mapper(bytes, tokens, bytes);
  }

  private static JsonMapper mapper(int documentLength, int tokens, int textLength) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(documentLength)
                    .maxNestingDepth(COMMAND_DEPTH)
                    .maxTokenCount(tokens)
                    .maxStringLength(textLength)
                    .maxNumberLength(NUMBER_LENGTH)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfigDefaults(
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .annotationIntrospector(new ProtocolIntrospector())
        .addModule(ProtocolModule.create())
        .build();
  }

  static String wireName(Enum<?> constant) {
    return constant instanceof ProblemCode code
        ? code.wireName()
        : constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A field is required unless its record says @Nullable, null counts as missing, no list has a
   * null in it; enums travel in lower case.
   */
  private static final class ProtocolIntrospector extends JacksonAnnotationIntrospector {
    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
      RecordComponent component =
          annotated instanceof AnnotatedMember member ? componentOf(member) : null;
      if (component == null) {
        return super.findSetterInfo(config, annotated);
      }
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return JsonSetter.Value.construct(nullable ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
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
      return owner.isRecord() && member instanceof AnnotatedParameter parameter
          ? owner.getRecordComponents()[parameter.getIndex()]
          : null;
    }
  }
}
