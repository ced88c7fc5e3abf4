package chatx.desktop.session;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the ways in which a request over HTTP fails mean to a person. */
final class Troubles {
  private Troubles() {}

  static Trouble of(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotTrustedException refused) {
        return refused.trouble();
      }
    }
    boolean connecting = false;
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      Trouble known = known(cause);
      if (known != null) {
        return known;
      }
      connecting |= cause instanceof ConnectException;
    }
    // The client does not always pass the system's words on.
    return connecting ? Trouble.REFUSED_CONNECTION : Trouble.BROKEN;
  }

  private static @Nullable Trouble known(Throwable cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("unreachable") || words.contains("no route")) {
      return Trouble.NO_NETWORK;
    }
    return switch (cause) {
      case HttpConnectTimeoutException _ -> Trouble.TIMED_OUT;
      case HttpTimeoutException _ -> Trouble.SILENT;
      case UnknownHostException _ -> Trouble.UNKNOWN_HOST;
      case UnresolvedAddressException _ -> Trouble.UNKNOWN_HOST;
      case NoRouteToHostException _ -> Trouble.NO_NETWORK;
      case SSLException _ -> Trouble.TLS_FAILED;
      case ProtocolException _ -> Trouble.NOT_CHATX;
      case ConnectException _ when words.contains("timed out") -> Trouble.TIMED_OUT;
      default ->
          words.contains("invalid status line") || words.contains("unsupported http version")
              ? Trouble.NOT_CHATX
              : null;
    };
  }
}
