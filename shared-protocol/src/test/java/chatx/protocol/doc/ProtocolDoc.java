package chatx.protocol.doc;

import chatx.protocol.AnsweredBy;
import chatx.protocol.Doc;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomCommand;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionCommand;
import chatx.protocol.SessionEvent;
import chatx.protocol.TransientEvent;
import chatx.protocol.TypedId;
import chatx.protocol.WireName;
import chatx.protocol.codec.WireNames;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.CookieSession;
import chatx.protocol.http.CsrfToken;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.http.InviteQuestion;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.RefreshRequest;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionInfo;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.protocol.lan.Announcement;
import chatx.protocol.trust.ServerKey;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of docs/protocol.md: chapters by hand from {@code protocol-template.md}, and wherever it
 * says <code>{{…}}</code> what the types, their annotations and the golden frames say.
 */
final class ProtocolDoc {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)(?: ([A-Za-z._]+))?}}");

  /** Types that are named by commands, replies and events, by name. */
  private final Map<String, Class<?>> named = new TreeMap<>();

  private ProtocolDoc() {}

  static String text() {
    return new ProtocolDoc().fill(Examples.resource("/protocol-template.md"));
  }

  private String fill(String template) {
    // The named types come after nearly all that names them; a test finds links to missing ones.
    Matcher places = PLACE.matcher(template);
    return places.replaceAll(
        place -> Matcher.quoteReplacement(part(place.group(1), place.group(2))));
  }

  private String part(String name, @Nullable String argument) {
    return switch (name) {
      case "room-commands" -> frames(RoomCommand.class, this::command);
      case "session-commands" -> frames(SessionCommand.class, this::command);
      case "replies" -> frames(ServerReply.class, this::fieldsAndExample);
      case "durable-events" -> frames(DurableEvent.class, this::fieldsAndExample);
      case "transient-events" -> frames(TransientEvent.class, this::fieldsAndExample);
      case "session-events" -> frames(SessionEvent.class, this::fieldsAndExample);
      case "command-table" -> commandTable();
      case "http-bodies" -> httpBodies();
      case "announcement" -> fields(Announcement.class).strip();
      case "types" -> types();
      case "problems" -> ConstantTables.problems();
      case "close-codes" -> ConstantTables.closeCodes();
      case "limits" -> ConstantTables.limits();
      case "frame" -> Examples.of(argument == null ? "" : argument);
      default -> throw new IllegalStateException("the template asks for unknown " + name);
    };
  }

  private static String frames(Class<?> tree, Function<Class<?>, String> body) {
    return WireNames.of(tree).types().stream()
        .map(type ->
            "#### `" + WireNames.nameOf(type) + "`\n\n" + docOf(type) + "\n\n" + body.apply(type))
        .collect(Collectors.joining("\n\n"));
  }

  private String command(Class<?> type) {
    AnsweredBy answer = answerOf(type);
    String problems =
        Arrays.stream(answer.problems())
            .map(code -> "`" + code.wireName() + "`")
            .collect(Collectors.joining(", "));
    return fields(type)
        + "Answer: "
        + link(WireNames.nameOf(answer.value()))
        + (problems.isEmpty() ? "" : ". Refusals of its own: " + problems)
        + ".\n\n"
        + Examples.of(WireNames.nameOf(type));
  }

  private String fieldsAndExample(Class<?> type) {
    return fields(type) + Examples.of(WireNames.nameOf(type));
  }

  private String fields(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 0) {
      return "No fields.\n\n";
    }
    return Arrays.stream(components)
        .map(field ->
            "| `"
                + field.getName()
                + "` | "
                + typeOf(field.getGenericType())
                + " | "
                + (isOptional(field) ? "no" : "yes")
                + " | "
                + docOf(field)
                + " |\n")
        .collect(
            Collectors.joining(
                "", "| field | type | required | meaning |\n|---|---|---|---|\n", "\n"));
  }

  private String typeOf(Type type) {
    if (type instanceof ParameterizedType list) {
      return "list of " + typeOf(list.getActualTypeArguments()[0]);
    }
    Class<?> raw = (Class<?>) type;
    if (TypedId.class.isAssignableFrom(raw)) {
      return "id";
    }
    if (raw == String.class || raw == ServerKey.class) {
      return "text";
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return "true or false";
    }
    if (raw == Instant.class) {
      return "time";
    }
    if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
      return "whole number";
    }
    if (raw == ProblemCode.class) {
      return "[problem code](#problems)";
    }
    if (raw.isAnnotationPresent(WireName.class)) {
      return "data of " + link(WireNames.nameOf(raw));
    }
    if (!raw.getPackageName().endsWith(".http")) {
      name(raw);
    }
    return "[" + raw.getSimpleName() + "](#" + raw.getSimpleName().toLowerCase(Locale.ROOT) + ")";
  }

  private void name(Class<?> type) {
    if (named.put(type.getSimpleName(), type) == null && type.isRecord()) {
      // For the types that this one names in turn.
      Stream.of(type.getRecordComponents())
          .filter(field -> field.getType() != DurableEvent.class)
          .forEach(field -> typeOf(field.getGenericType()));
    }
  }

  private String httpBodies() {
    return Stream.of(
            Registration.class,
            AccountInfo.class,
            SignIn.class,
            SessionTokens.class,
            CookieSession.class,
            RefreshRequest.class,
            PasswordChange.class,
            SessionList.class,
            SessionInfo.class,
            CsrfToken.class,
            InviteQuestion.class,
            InviteAnswer.class,
            ProblemDetails.class)
        .map(body -> "#### " + body.getSimpleName() + "\n\n" + typeBody(body))
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  private String types() {
    return named.values().stream()
        .map(type -> "#### " + type.getSimpleName() + "\n\n" + typeBody(type))
        .collect(Collectors.joining("\n"));
  }

  private String typeBody(Class<?> type) {
    if (type == LoggedEvent.class) {
      return docOf(type)
          + """
           It has the same parts as a durable event's frame, without `room`:

          | field | type | required | meaning |
          |---|---|---|---|
          | `type` | text | yes | The wire name of a durable event. |
          """
          + Arrays.stream(type.getRecordComponents())
              .filter(field -> field.getType() != DurableEvent.class)
              .map(field ->
                  "| `%s` | %s | yes | %s |\n"
                      .formatted(field.getName(), typeOf(field.getGenericType()), docOf(field)))
              .collect(Collectors.joining())
          + "| `data` | object | yes | That event's fields. |\n";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant ->
              "| `"
                  + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT)
                  + "` | "
                  + docOf((Enum<?>) constant)
                  + " |\n")
          .collect(Collectors.joining("", "| value | meaning |\n|---|---|\n", ""));
    }
    return docOf(type) + "\n\n" + fields(type).stripTrailing() + "\n";
  }

  private String commandTable() {
    return Stream.of(SessionCommand.class, RoomCommand.class)
        .flatMap(tree -> WireNames.of(tree).types().stream())
        .map(type ->
            "| "
                + link(WireNames.nameOf(type))
                + " | "
                + link(WireNames.nameOf(answerOf(type).value()))
                + " |\n")
        .collect(Collectors.joining("", "| command | answer |\n|---|---|\n", ""))
        .stripTrailing();
  }

  private static String link(String wireName) {
    return "[`" + wireName + "`](#" + wireName.replace(".", "") + ")";
  }

  private static AnsweredBy answerOf(Class<?> command) {
    return required(command.getAnnotation(AnsweredBy.class), "@AnsweredBy", command);
  }

  static String docOf(Enum<?> constant) {
    try {
      return docOf(constant.getDeclaringClass().getField(constant.name()));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum without its constant " + constant, e);
    }
  }

  static String docOf(AnnotatedElement documented) {
    return required(documented.getAnnotation(Doc.class), "@Doc", documented)
        .value()
        .replace("|", "\\|");
  }

  private static <A> A required(@Nullable A annotation, String name, Object where) {
    if (annotation == null) {
      throw new IllegalStateException(where + " has no " + name);
    }
    return annotation;
  }

  private static boolean isOptional(RecordComponent field) {
    return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
