package chatx.server.http;

import chatx.protocol.ProblemCode;

/** The HTTP status (RFC 9110) of each problem. */
final class ProblemStatus {
  private ProblemStatus() {}

  static int of(ProblemCode code) {
    return switch (code) {
      case NOT_SIGNED_IN, UNAUTHORIZED, SESSION_EXPIRED, LOGIN_FAILED -> 401;
      case FORBIDDEN, CROSS_SITE, BANNED, REGISTRATION_CLOSED, INVITE_BARRED -> 403;
      case NOT_FOUND, NO_SUCH_ROOM, NO_SUCH_MEMBER, ROOM_GONE, INVITE_UNKNOWN -> 404;
      case INVITE_EXPIRED, INVITE_USED_UP, INVITE_REVOKED -> 410;
      case NAME_TAKEN, NAME_TOO_SIMILAR, ROOM_EXISTS, ID_REUSED, OWNER_MUST_STAY -> 409;
      case TOO_LARGE -> 413;
      case TOO_MANY_ATTEMPTS, RATE_LIMITED, QUOTA -> 429;
      case BUSY, UNAVAILABLE -> 503;
      case STORAGE_FULL -> 507;
      case INTERNAL -> 500;
      default -> 400;
    };
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Internal Server Error";
    };
  }
}
