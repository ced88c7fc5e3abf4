package chatx.server.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request line and its headers, checked.
 *
 * @param target the request target as it came, in origin form (RFC 9112, 3.2.1)
 * @param minor 0 or 1, for HTTP/1.0 or HTTP/1.1
 */
record RequestHead(String method, String target, int minor, List<Field> fields) {

  /** A header line: the name in lower case, the value without the space around it. */
  record Field(String name, String value) {}

  /** What concerns one connection only, or was settled by the reader already. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  RequestHead {
    fields = List.copyOf(fields);
  }

  /** The target without its query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name().equals(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /** The value, when there is exactly one such line. */
  @Nullable String only(String name) {
    List<String> values = values(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name));
  }

  /** The words of a comma-separated list over all its lines, in lower case. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String value : values(name)) {
      for (String word : value.split(",", -1)) {
        words.add(word.strip().toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  /**
   * The request written anew, so that the library behind cannot read it in another way than it was
   * checked: one spelling, the body whole and its length announced.
   */
  byte[] encode(byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.").append(minor).append("\r\n");
    for (Field field : fields) {
      if (!NOT_PASSED_ON.contains(field.name())) {
        head.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    if (words("connection").contains("close")) {
      head.append("connection: close\r\n");
    } else if (minor == 0 && words("connection").contains("keep-alive")) {
      head.append("connection: keep-alive\r\n");
    }
    if (body.length > 0 || has("content-length") || has("transfer-encoding")) {
      head.append("content-length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }
}
