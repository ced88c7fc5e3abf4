package chatx.desktop.session;

/** Why a server could not be talked to; each has its own words and next step. */
public enum Trouble {
  /** No computer of that name is known. */
  UNKNOWN_HOST,
  /** The computer answers, but nothing listens there. */
  REFUSED_CONNECTION,
  /** Nobody answered in time. */
  TIMED_OUT,
  /** The connection is taken, and then nothing is said. */
  SILENT,
  /** The server, or who stands in front of it, asks to come later. */
  UNAVAILABLE,
  /** This computer has no way there. */
  NO_NETWORK,
  /** Something answers that is no ChatX server. */
  NOT_CHATX,
  /** The server does not speak this program's protocol yet. */
  SERVER_TOO_OLD,
  /** The server no longer speaks this program's protocol. */
  SERVER_TOO_NEW,
  /** There is a ChatX server, which is reached without encryption only. */
  PLAIN_ONLY,
  /** There is a ChatX server, which is reached with encryption only. */
  TLS_ONLY,
  /** It is met for the first time, and nobody vouches for it. */
  UNKNOWN_SERVER,
  /** It is not the server that it was before, or that was meant. */
  DIFFERENT_SERVER,
  /** The encrypted connection could not be made: certificate, name or protocol. */
  TLS_FAILED,
  /** The connection broke, or the server said something it should not say. */
  BROKEN
}
