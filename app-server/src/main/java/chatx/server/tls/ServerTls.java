package chatx.server.tls;

import chatx.protocol.trust.ServerKey;
import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * What a port needs to speak TLS: an engine for each connection, always with the newest
 * certificate. TLS 1.3 and 1.2, nothing older. Safe for use by any thread.
 */
public final class ServerTls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final CredentialSource source;
  private volatile Ready ready;

  /** Credentials, and the context that was made of them. */
  private record Ready(ServerKey key, SSLContext context) {}

  private ServerTls(CredentialSource source) {
    this.source = source;
    this.ready = ready(source.current());
  }

  /**
   * With the server's own key, made at the first start, and a certificate that it signs itself.
   *
   * @param environment where the computer's name may stand
   */
  public static ServerTls ofOwnKey(SecretFiles files, Map<String, String> environment, Clock clock)
      throws SecretFileException, TlsRefusedException {
    return new ServerTls(OwnIdentity.open(files, () -> LocalNames.current(environment), clock));
  }

  /** With the operator's files. */
  public static ServerTls ofFiles(Path certificate, Path key) throws TlsRefusedException {
    return new ServerTls(OperatorFiles.open(certificate, key));
  }

  static ServerTls of(CredentialSource source) {
    return new ServerTls(source);
  }

  /** By what clients know this server now. */
  public ServerKey key() {
    return ready.key();
  }

  /** Renews or reads again what has to be; connections that are open keep what they have. */
  public void refresh() {
    synchronized (source) {
      if (source.refresh()) {
        ready = ready(source.current());
      }
    }
  }

  /** A new connection's engine. */
  public SSLEngine engine() {
    SSLEngine engine = ready.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS.clone());
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static Ready ready(Credentials credentials) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // None at all: clients show no certificates, and Java would load all authorities for them.
      context.init(new KeyManager[] {new OneCredential(credentials)}, new TrustManager[0], null);
      return new Ready(credentials.serverKey(), context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java does not take its own keys", e);
    }
  }
}
