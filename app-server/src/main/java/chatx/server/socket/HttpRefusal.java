package chatx.server.socket;

import chatx.protocol.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * Why a request goes no further, and how it is answered: as a problem (RFC 9457) that names no
 * product.
 *
 * @param detail what is wrong, in words of ours only: nothing that the client sent
 * @param headers further header lines, each without its line end
 */
record HttpRefusal(int status, ProblemCode code, String detail, List<String> headers) {

  HttpRefusal {
    headers = List.copyOf(headers);
  }

  static HttpRefusal badRequest(String detail) {
    return new HttpRefusal(400, ProblemCode.BAD_MESSAGE, detail, List.of());
  }

  static HttpRefusal speaksTls() {
    return badRequest("This port speaks TLS: use https:// or wss://.");
  }

  static HttpRefusal notFound() {
    return new HttpRefusal(404, ProblemCode.NOT_FOUND, "There is nothing here.", List.of());
  }

  static HttpRefusal methodNotAllowed(String allowed) {
    return new HttpRefusal(
        405,
        ProblemCode.UNSUPPORTED,
        "This method is not served here.",
        List.of("Allow: " + allowed));
  }

  static HttpRefusal forbidden(String detail) {
    return new HttpRefusal(403, ProblemCode.CROSS_SITE, detail, List.of());
  }

  static HttpRefusal upgradeRequired(String detail) {
    return new HttpRefusal(
        426,
        ProblemCode.UNSUPPORTED,
        detail,
        List.of("Upgrade: websocket", "Sec-WebSocket-Version: 13"));
  }

  static HttpRefusal bodyTooLarge(int limit) {
    return new HttpRefusal(
        413, ProblemCode.TOO_LARGE, "A request body may have " + limit + " bytes.", List.of());
  }

  static HttpRefusal headTooLarge(int limit) {
    return new HttpRefusal(
        431, ProblemCode.TOO_LARGE, "A request head may have " + limit + " bytes.", List.of());
  }

  static HttpRefusal tooManyOfAddress(int seconds) {
    return new HttpRefusal(
        429,
        ProblemCode.RATE_LIMITED,
        "Too many connections are open from this address.",
        List.of("Retry-After: " + seconds));
  }

  static HttpRefusal unavailable(int seconds) {
    return new HttpRefusal(
        503,
        ProblemCode.BUSY,
        "The server takes no more connections now.",
        List.of("Retry-After: " + seconds));
  }

  /**
   * The whole answer, after which the connection is closed.
   *
   * @param ref names this refusal in the log
   */
  byte[] encode(Clock clock, UUID ref) {
    String title = title();
    String body =
        """
        {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s","ref":"%s"}\
        """
            .formatted(title, status, detail, code.wireName(), ref);
    StringBuilder answer = new StringBuilder();
    answer.append("HTTP/1.1 ").append(status).append(' ').append(title).append("\r\n");
    answer
        .append("Date: ")
        .append(
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
        .append("\r\n");
    answer.append("Content-Type: application/problem+json\r\n");
    answer.append("Content-Length: ").append(body.length()).append("\r\n");
    answer.append("Cache-Control: no-store\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    answer.append("Connection: close\r\n\r\n").append(body);
    return answer.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 426 -> "Upgrade Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Refused";
    };
  }
}
