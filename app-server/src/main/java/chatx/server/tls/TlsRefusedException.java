package chatx.server.tls;

import org.jspecify.annotations.Nullable;

/** Certificate or key cannot be used; the message names the file, the cause and what to do. */
public final class TlsRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
