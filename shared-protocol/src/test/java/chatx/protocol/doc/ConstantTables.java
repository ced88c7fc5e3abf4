package chatx.protocol.doc;

import chatx.protocol.CloseReason;
import chatx.protocol.Limits;
import chatx.protocol.ProblemCode;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of what has no fields: problems, close codes, limits. */
final class ConstantTables {
  private ConstantTables() {}

  static String problems() {
    return Arrays.stream(ProblemCode.values())
        .map(code ->
            "| `%s` | %s | %s |\n"
                .formatted(
                    code.wireName(), code.retryable() ? "yes" : "no", ProtocolDoc.docOf(code)))
        .collect(
            Collectors.joining(
                "", "| code | the same again later | meaning |\n|---|---|---|\n", ""))
        .stripTrailing();
  }

  static String closeCodes() {
    return Arrays.stream(CloseReason.values())
        .sorted(Comparator.comparingInt(CloseReason::code))
        .map(reason ->
            "| %d | %s | %s |\n"
                .formatted(
                    reason.code(), reason.reconnect() ? "yes" : "no", ProtocolDoc.docOf(reason)))
        .collect(
            Collectors.joining(
                "", "| code | connect again by itself | meaning |\n|---|---|---|\n", ""))
        .stripTrailing();
  }

  static String limits() {
    return Arrays.stream(Limits.class.getFields())
        .map(field ->
            String.format(
                Locale.ROOT,
                "| %s | %,d |\n",
                ProtocolDoc.docOf(field).replaceAll("\\.$", ""),
                valueOf(field)))
        .collect(Collectors.joining("", "| limit | value |\n|---|---|\n", ""))
        .stripTrailing();
  }

  private static long valueOf(Field constant) {
    try {
      return constant.getLong(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a limit that is not public: " + constant, e);
    }
  }
}
