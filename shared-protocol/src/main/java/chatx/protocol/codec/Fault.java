package chatx.protocol.codec;

import chatx.protocol.Limits;
import chatx.protocol.TypedId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with a frame, in words for whoever wrote it: never a class name of ours, and of the
 * frame itself at most the names of its fields, where they are plain ones.
 *
 * @param id the frame's own id, 0 where it could not be read
 * @param field the dotted path of the field that is meant, such as {@code data.rooms[3].afterSeq}
 */
record Fault(long id, @Nullable String field, String message) {
  /** Without any limit: the walk below stops by itself, at the first fault. */
  private static final JsonFactory UNLIMITED =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");

  /** Why a text could not be read as one JSON document within the limits for commands. */
  static Fault inText(String text) {
    long id = 0;
    Deque<Set<String>> objects = new ArrayDeque<>();
    try (JsonParser in = UNLIMITED.createParser(ObjectReadContext.empty(), text)) {
      boolean complete = false;
      try {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
          if (complete) {
            return at(in, id, "The frame goes on after its end");
          }
          String excess = excess(in, token);
          if (excess != null) {
            return of(in, id, excess);
          }
          switch (token) {
            case START_OBJECT -> objects.push(new HashSet<>());
            case END_OBJECT -> objects.pop();
            case PROPERTY_NAME -> {
              if (!objects.element().add(in.currentName())) {
                return PLAIN_NAME.matcher(in.currentName()).matches()
                    ? of(in, id, "is there twice.")
                    : of(in, id, "has a field twice.");
              }
            }
            case VALUE_NUMBER_INT -> {
              if (objects.size() == 1 && pathOf(in).equals("id")) {
                id = idIn(in.getString());
              }
            }
            default -> {
              // Nothing else can be wrong with a token that was read.
            }
          }
          complete = in.streamReadContext().inRoot();
        }
      } catch (JacksonException _) {
        return at(in, id, complete ? "The frame goes on after its end" : "This is not JSON");
      }
      if (text.length() > ProtocolJson.COMMAND_LENGTH) {
        return of(in, id, "is longer than " + ProtocolJson.COMMAND_LENGTH + " characters.");
      }
      return of(in, id, "has too much in it.");
    }
  }

  /** What the data of a well-formed frame lacks, or has of a wrong type. */
  static Fault inData(long id, JacksonException e) {
    String path = "data";
    for (JacksonException.Reference step : e.getPath()) {
      path +=
          step.getPropertyName() == null
              ? "[" + step.getIndex() + "]"
              : "." + step.getPropertyName();
    }
    String predicate =
        switch (e) {
          case InvalidNullException _ -> "is missing.";
          case MismatchedInputException mismatch ->
              "should be " + nameOf(mismatch.getTargetType()) + ".";
          case InputCoercionException number -> "should be " + nameOf(number.getTargetType()) + ".";
          default -> "cannot be read.";
        };
    return new Fault(id, path, "The field " + path + " " + predicate);
  }

  private static long idIn(String digits) {
    try {
      long id = Long.parseLong(digits);
      return id >= 1 && id <= Limits.REQUEST_ID ? id : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static @Nullable String excess(JsonParser in, JsonToken token) {
    if (in.streamReadContext().getNestingDepth() > ProtocolJson.COMMAND_DEPTH) {
      return "is nested deeper than " + ProtocolJson.COMMAND_DEPTH + " levels.";
    }
    if (token == JsonToken.VALUE_STRING && in.getStringLength() > Limits.COMMAND_TEXT) {
      return "is longer than " + Limits.COMMAND_TEXT + " characters.";
    }
    if (token.isNumeric() && in.getStringLength() > ProtocolJson.NUMBER_LENGTH) {
      return "has more than " + ProtocolJson.NUMBER_LENGTH + " digits.";
    }
    return null;
  }

  private static Fault of(JsonParser in, long id, String predicate) {
    String path = pathOf(in);
    return path.isEmpty()
        ? new Fault(id, null, "The frame " + predicate)
        : new Fault(id, path, "The field " + path + " " + predicate);
  }

  private static Fault at(JsonParser in, long id, String sentence) {
    String path = pathOf(in);
    return new Fault(
        id,
        path.isEmpty() ? null : path,
        sentence + ", at character " + in.currentLocation().getCharOffset() + ".");
  }

  /** Where the parser is, as far as the names on the way are plain; empty for the frame itself. */
  private static String pathOf(JsonParser in) {
    StringBuilder path = new StringBuilder();
    JsonPointer step = in.streamReadContext().pathAsPointer();
    for (; !step.matches(); step = step.tail()) {
      if (step.mayMatchElement()) {
        path.append('[').append(step.getMatchingIndex()).append(']');
      } else if (PLAIN_NAME.matcher(step.getMatchingProperty()).matches()) {
        path.append(path.isEmpty() ? "" : ".").append(step.getMatchingProperty());
      } else {
        break;
      }
    }
    return path.toString();
  }

  private static String nameOf(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (TypedId.class.isAssignableFrom(type)) {
      return "an id: a UUID such as 0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d";
    }
    if (type == Instant.class) {
      return "a time in UTC such as 2026-01-31T12:00:00Z";
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
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ProtocolJson.wireName((Enum<?>) constant))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
  }
}
