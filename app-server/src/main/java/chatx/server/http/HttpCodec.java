package chatx.server.http;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.codec.ProtocolModule;
import chatx.server.problem.Problems;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of HTTP bodies, strict: duplicate keys, text behind the end, depth and text for numbers are
 * refused in words. Requests are flat records of text and true/false; fields that are not known are
 * left to newer servers. Immutable, thread-safe.
 */
final class HttpCodec {
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxTokenCount(1000)
                          .maxNumberLength(32)
                          .maxNameLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(ProtocolModule.create())
          .changeDefaultPropertyInclusion(inclusion ->
              inclusion.withValueInclusion(
                  com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
          .build();

  byte[] write(Object body) {
    return json.writeValueAsBytes(body);
  }

  /**
   * Reads a request; an empty body counts as an empty object.
   *
   * @throws RefusedException when it is not one; says which field is wrong
   */
  <R extends Record> R read(byte[] body, Class<R> type) {
    JsonNode node;
    try {
      node = body.length == 0 ? json.createObjectNode() : json.readTree(body);
    } catch (JacksonException _) {
      throw new RefusedException(
          Problems.of(
              ProblemCode.BAD_MESSAGE, "The body is not JSON. Send one JSON object, in UTF-8."));
    }
    if (!node.isObject()) {
      throw new RefusedException(
          Problems.of(ProblemCode.BAD_MESSAGE, "The body should be one JSON object."));
    }
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(node.get(components[i].getName()), components[i]);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A request is a public record", e);
    }
  }

  private static @Nullable Object value(@Nullable JsonNode node, RecordComponent component) {
    String field = component.getName();
    if (node == null || node.isNull()) {
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        return null;
      }
      throw bad("The field " + field + " is missing.", field);
    }
    if (component.getType() == String.class) {
      if (node.isString()) {
        return node.stringValue();
      }
      throw bad("The field " + field + " should be text.", field);
    }
    if (component.getType() == Boolean.class) {
      if (node.isBoolean()) {
        return node.booleanValue();
      }
      throw bad("The field " + field + " should be true or false.", field);
    }
    throw new IllegalStateException("No request has a field like " + component);
  }

  private static RefusedException bad(String message, String field) {
    Problem problem = Problems.of(ProblemCode.BAD_MESSAGE, message, field);
    return new RefusedException(problem);
  }
}
