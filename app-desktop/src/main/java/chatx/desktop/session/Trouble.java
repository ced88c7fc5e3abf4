package chatx.desktop.session;

/** Why a server could not be talked to; each has its own words and next step. */
public enum Trouble {
  /** No computer of that name is known. */
  UNKNOWN_HOST,
  /** The computer answers, but nothing listens there. */
  REFUSED_CONNECTION,
  /** Nobody answered in time. */
  TIMED_OUT,
  /** This computer has no way there. */
  NO_NETWORK,
  /** Something answers that is no ChatX server. */
  NOT_CHATX,
  /** The server does not speak this program's protocol yet. */
  SERVER_TOO_OLD,
  /** The server no longer speaks this program's protocol. */
  SERVER_TOO_NEW,
  /** The encrypted connection could not be made: certificate, name or protocol. */
  TLS_FAILED,
  /** The connection broke, or the server said something it should not say. */
  BROKEN
}
