package chatx.desktop.session;

import chatx.protocol.trust.ServerKey;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server that is reached is the right one: it holds the key that is expected, whatever
 * its certificate says of names and dates; or, like anywhere else, a public authority vouches for
 * its name. One for each server. Any thread.
 */
public final class ServerTrust {
  private final Optional<ServerKey> expected;
  private final boolean firstMeeting;
  private final Set<ServerKey> known;
  private final SSLContext context;
  private final AtomicReference<@Nullable ServerKey> met = new AtomicReference<>();
  private final AtomicReference<@Nullable ServerKey> relied = new AtomicReference<>();

  private ServerTrust(Optional<ServerKey> expected, boolean firstMeeting, Set<ServerKey> known) {
    this.firstMeeting = firstMeeting;
    this.expected = expected;
    this.known = Set.copyOf(known);
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Judge()}, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }

  /**
   * Of a server that was met before, or whose key came with an invitation.
   *
   * @param expected its key; null where an authority vouched for it
   */
  public static ServerTrust of(@Nullable ServerKey expected) {
    return new ServerTrust(Optional.ofNullable(expected), false, Set.of());
  }

  /**
   * Of a server that is met for the first time.
   *
   * @param known keys of servers that the person trusts already: it may be one of them, at another
   *     address
   */
  public static ServerTrust firstMeeting(Set<ServerKey> known) {
    return new ServerTrust(Optional.empty(), true, known);
  }

  /** Whether a server that nobody knows is no surprise: a person may decide. */
  public boolean isFirstMeeting() {
    return firstMeeting;
  }

  /** The key that the server has to hold; empty where an authority has to vouch for it. */
  public Optional<ServerKey> expected() {
    return expected;
  }

  /** The key of the server that was reached last, trusted or not. */
  public Optional<ServerKey> met() {
    return Optional.ofNullable(met.get());
  }

  /**
   * The key for whose sake the server was trusted last; empty where an authority vouched for it.
   */
  public Optional<ServerKey> relied() {
    return Optional.ofNullable(relied.get());
  }

  SSLContext context() {
    return context;
  }

  private void judge(X509Certificate[] chain, Vouching authority) throws CertificateException {
    if (chain.length == 0) {
      throw new CertificateException("The server shows no certificate");
    }
    ServerKey key = ServerKey.of(chain[0].getPublicKey());
    met.set(key);
    if (expected.isPresent() ? expected.get().equals(key) : known.contains(key)) {
      relied.set(key);
      return;
    }
    try {
      authority.check();
      relied.set(null);
    } catch (CertificateException nobody) {
      throw expected.isPresent()
          ? NotTrustedException.different(expected.get(), key, nobody)
          : NotTrustedException.unknown(key, nobody);
    }
  }

  /** Passes when an authority vouches for the chain and the name that was asked for is in it. */
  private interface Vouching {
    void check() throws CertificateException;
  }

  private final class Judge extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      judge(
          chain,
          () -> {
            // Java compares the name only where it is told to.
            if (!"HTTPS".equals(engine.getSSLParameters().getEndpointIdentificationAlgorithm())) {
              throw new CertificateException("The name is not compared");
            }
            authorities().checkServerTrusted(chain, authType, engine);
          });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      judge(
          chain,
          () -> {
            throw new CertificateException("The name cannot be compared");
          });
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("This is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** The public ones, as this Java knows them. */
  private static X509ExtendedTrustManager authorities() throws CertificateException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509ExtendedTrustManager authorities) {
          return authorities;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
    throw new CertificateException("This Java knows no authorities");
  }
}
