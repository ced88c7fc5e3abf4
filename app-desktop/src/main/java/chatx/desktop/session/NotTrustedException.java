package chatx.desktop.session;

import chatx.protocol.trust.ServerKey;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** The server that was reached is not one that this computer has a reason to trust. */
final class NotTrustedException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  private NotTrustedException(String message, Trouble trouble, @Nullable Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
  }

  static NotTrustedException unknown(ServerKey met, Throwable cause) {
    return new NotTrustedException(
        "nobody vouches for the server with the key " + met, Trouble.UNKNOWN_SERVER, cause);
  }

  static NotTrustedException different(ServerKey expected, ServerKey met, Throwable cause) {
    return new NotTrustedException(
        "reached a server with the key " + met + ", not " + expected,
        Trouble.DIFFERENT_SERVER,
        cause);
  }

  Trouble trouble() {
    return trouble;
  }
}
