package chatx.server.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection (RFC 9112), strictly: what two readers could understand in
 * two ways is refused, and so is what is larger than the settings allow, by its announcement where
 * there is one. It keeps no more bytes than came.
 *
 * <p>For one thread at a time.
 */
final class RequestReader {

  /** What the bytes so far amount to. */
  sealed interface Step {
    /** Nothing yet. */
    record More() implements Step {}

    /** The head is there; reading on gives the body. */
    record Head(RequestHead head, boolean awaitsContinue) implements Step {}

    /** The request is whole; reading on begins the next. */
    record Whole(RequestHead head, Body body) implements Step {}

    record Refused(HttpRefusal refusal) implements Step {}
  }

  /** A request body. */
  static final class Body {
    private final byte[] bytes;

    private Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private enum Awaits {
    HEAD,
    FIXED_BODY,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    LAST_LINE,
    NOTHING
  }

  private static final Step MORE = new Step.More();
  private static final int MAX_FIELDS = 100;
  private static final int MAX_CHUNK_LINE = 80;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> ONCE =
      Set.of("host", "content-length", "transfer-encoding", "origin", "authorization");

  private final int maxHead;
  private final int maxBody;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(512);

  private Awaits awaits = Awaits.HEAD;
  private @Nullable RequestHead head;
  private long missing;

  /** Whether the line that is being read has nothing but a carriage return so far. */
  private boolean emptyLine;

  private final StringBuilder line = new StringBuilder();

  RequestReader(int maxHead, int maxBody) {
    this.maxHead = maxHead;
    this.maxBody = maxBody;
  }

  /** Whether part of a request was read. */
  boolean inRequest() {
    return awaits != Awaits.HEAD || gathered.size() > 0;
  }

  Step read(ByteBuffer in) {
    return switch (awaits) {
      case HEAD -> readHead(in);
      case FIXED_BODY -> readFixed(in);
      case CHUNK_SIZE, CHUNK_DATA, CHUNK_END, LAST_LINE -> readChunks(in);
      case NOTHING -> whole();
    };
  }

  private Step readHead(ByteBuffer in) {
    while (in.hasRemaining()) {
      byte b = in.get();
      if (gathered.size() == 0 && (b == '\r' || b == '\n')) {
        // Empty lines before a request are ignored, as RFC 9112, 2.2 asks.
        continue;
      }
      if (gathered.size() >= maxHead) {
        return refuse(HttpRefusal.headTooLarge(maxHead));
      }
      gathered.write(b);
      if (b != '\n') {
        emptyLine = emptyLine && b == '\r';
      } else if (!emptyLine) {
        emptyLine = true;
      } else {
        emptyLine = false;
        String text = gathered.toString(StandardCharsets.ISO_8859_1);
        gathered.reset();
        return parse(text);
      }
    }
    return MORE;
  }

  private Step parse(String text) {
    if (!text.endsWith("\r\n\r\n")) {
      return refuse(HttpRefusal.badRequest("Lines must end in CR LF."));
    }
    String[] lines = text.substring(0, text.length() - 4).split("\r\n", -1);
    String[] request = lines[0].split(" ", -1);
    if (request.length != 3 || !TOKEN.matcher(request[0]).matches()) {
      return refuse(HttpRefusal.badRequest("The request line is malformed."));
    }
    if (!request[2].equals("HTTP/1.1") && !request[2].equals("HTTP/1.0")) {
      return refuse(HttpRefusal.badRequest("Only HTTP/1.1 and HTTP/1.0 are spoken here."));
    }
    String wrong = Targets.wrong(request[1]);
    if (!METHODS.contains(request[0])) {
      return refuse(HttpRefusal.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    }
    if (wrong != null) {
      return refuse(HttpRefusal.badRequest(wrong));
    }
    if (lines.length - 1 > MAX_FIELDS) {
      return refuse(HttpRefusal.headTooLarge(maxHead));
    }
    List<RequestHead.Field> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      RequestHead.Field field = field(lines[i]);
      if (field == null) {
        return refuse(HttpRefusal.badRequest("A header line is malformed."));
      }
      fields.add(field);
    }
    int minor = request[2].endsWith("1") ? 1 : 0;
    RequestHead parsed = new RequestHead(request[0], request[1], minor, fields);
    for (String name : ONCE) {
      if (parsed.values(name).size() > 1) {
        return refuse(HttpRefusal.badRequest("A header is there twice."));
      }
    }
    String host = parsed.only("host");
    if (host == null ? minor == 1 : !HOST.matcher(host).matches()) {
      return refuse(HttpRefusal.badRequest("The Host header is missing or malformed."));
    }
    return frame(parsed);
  }

  private Step frame(RequestHead parsed) {
    String length = parsed.only("content-length");
    String coding = parsed.only("transfer-encoding");
    if (length != null && coding != null) {
      return refuse(HttpRefusal.badRequest("The length of the body is given in two ways."));
    }
    awaits = Awaits.NOTHING;
    if (length != null) {
      if (!DIGITS.matcher(length).matches()) {
        return refuse(HttpRefusal.badRequest("The Content-Length is malformed."));
      }
      missing = Long.parseLong(length);
      if (missing > maxBody) {
        return refuse(HttpRefusal.bodyTooLarge(maxBody));
      }
      awaits = missing > 0 ? Awaits.FIXED_BODY : Awaits.NOTHING;
    } else if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked") || parsed.minor() == 0) {
        return refuse(HttpRefusal.badRequest("Of the transfer codings only chunked is known."));
      }
      awaits = Awaits.CHUNK_SIZE;
    }
    head = parsed;
    boolean awaitsContinue =
        awaits != Awaits.NOTHING && parsed.words("expect").contains("100-continue");
    return new Step.Head(parsed, awaitsContinue);
  }

  private static RequestHead.@Nullable Field field(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
      return null;
    }
    String value = line.substring(colon + 1);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return null;
      }
    }
    return new RequestHead.Field(line.substring(0, colon).toLowerCase(Locale.ROOT), value.strip());
  }

  private Step readFixed(ByteBuffer in) {
    take(in);
    return missing == 0 ? whole() : MORE;
  }

  private Step readChunks(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (awaits == Awaits.CHUNK_DATA) {
        take(in);
        if (missing == 0) {
          awaits = Awaits.CHUNK_END;
        }
        continue;
      }
      line.append((char) (in.get() & 0xFF));
      if (line.length() > MAX_CHUNK_LINE) {
        return refuse(HttpRefusal.badRequest("A chunk is malformed."));
      }
      if (line.charAt(line.length() - 1) != '\n') {
        continue;
      }
      if (line.length() < 2 || line.charAt(line.length() - 2) != '\r') {
        return refuse(HttpRefusal.badRequest("A chunk is malformed."));
      }
      String text = line.substring(0, line.length() - 2);
      line.setLength(0);
      Step ended = chunkLine(text);
      if (ended != null) {
        return ended;
      }
    }
    return MORE;
  }

  private @Nullable Step chunkLine(String text) {
    if (awaits == Awaits.CHUNK_SIZE) {
      int extension = text.indexOf(';');
      String size = (extension < 0 ? text : text.substring(0, extension)).strip();
      if (!size.matches("[0-9A-Fa-f]{1,8}")) {
        return refuse(HttpRefusal.badRequest("A chunk is malformed."));
      }
      missing = Long.parseLong(size, 16);
      if (gathered.size() + missing > maxBody) {
        return refuse(HttpRefusal.bodyTooLarge(maxBody));
      }
      awaits = missing == 0 ? Awaits.LAST_LINE : Awaits.CHUNK_DATA;
      return null;
    }
    if (!text.isEmpty()) {
      return refuse(HttpRefusal.badRequest("A chunk is malformed."));
    }
    if (awaits == Awaits.LAST_LINE) {
      return whole();
    }
    awaits = Awaits.CHUNK_SIZE;
    return null;
  }

  private void take(ByteBuffer in) {
    int count = (int) Math.min(missing, in.remaining());
    byte[] bytes = new byte[count];
    in.get(bytes);
    gathered.write(bytes, 0, count);
    missing -= count;
  }

  private Step whole() {
    RequestHead done = head;
    if (done == null) {
      throw new IllegalStateException("A body without a head");
    }
    Body body = new Body(gathered.toByteArray());
    gathered.reset();
    head = null;
    awaits = Awaits.HEAD;
    return new Step.Whole(done, body);
  }

  private Step refuse(HttpRefusal refusal) {
    gathered.reset();
    return new Step.Refused(refusal);
  }
}
