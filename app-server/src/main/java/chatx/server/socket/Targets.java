package chatx.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request target so that whoever routes it later, decoding or not, sees the same path:
 * nothing climbs, hides a separator, or decodes to something that decodes again.
 */
final class Targets {

  private Targets() {}

  /** What is wrong with the target, or null when nothing is. */
  static @Nullable String wrong(String target) {
    if (!target.startsWith("/")) {
      return "The target must be a path.";
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '#' || c == '\\') {
        return "The target contains a character that must be encoded.";
      }
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    byte[] plain = decode(path);
    if (plain == null || (query >= 0 && decode(target.substring(query)) == null)) {
      return "The target has a broken percent encoding.";
    }
    for (byte b : query < 0 ? plain : decodeAll(target)) {
      if (b == 0) {
        return "The target contains a zero byte.";
      }
    }
    String decoded = utf8(plain);
    if (decoded == null) {
      return "The path is not UTF-8.";
    }
    if (decoded.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == '%')) {
      return "The path contains a character that is not served.";
    }
    if (count(decoded) != count(path)) {
      return "The path contains an encoded slash.";
    }
    String[] segments = decoded.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals(".") || segments[i].equals("..") || (segments[i].isEmpty() && !last)) {
        return "The path contains an empty segment or dots.";
      }
    }
    return null;
  }

  private static long count(String path) {
    return path.chars().filter(c -> c == '/').count();
  }

  private static byte[] decodeAll(String target) {
    byte[] plain = decode(target);
    return plain == null ? new byte[0] : plain;
  }

  private static byte @Nullable [] decode(String text) {
    ByteBuffer out = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.put((byte) c);
        continue;
      }
      if (i + 2 >= text.length()) {
        return null;
      }
      int high = Character.digit(text.charAt(i + 1), 16);
      int low = Character.digit(text.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      out.put((byte) ((high << 4) | low));
      i += 2;
    }
    byte[] plain = new byte[out.flip().remaining()];
    out.get(plain);
    return plain;
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
