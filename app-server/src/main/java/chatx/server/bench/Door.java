package chatx.server.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where a measurement's clients connect to on this computer, and whether they speak TLS 1.3 there.
 * Any thread.
 */
public final class Door {
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final InetSocketAddress address;
  private final @Nullable SSLContext tls;

  private Door(int port, @Nullable SSLContext tls) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.tls = tls;
  }

  /** Speech is plain there. */
  public static Door plain(int port) {
    return new Door(port, null);
  }

  /**
   * Speech is encrypted there. Whoever answers is trusted: this program has started that server
   * itself, on this computer. What the server proves is checked all the same, as any client does.
   */
  public static Door encrypted(int port) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return new Door(port, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  /** One connection's client half, which knows of no session before it; null where it is plain. */
  public @Nullable SSLEngine engine() {
    if (tls == null) {
      return null;
    }
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  /** A client of its HTTP, which is under {@link #http}. */
  public HttpClient client() {
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    return tls == null ? client.build() : client.sslContext(tls).build();
  }

  /** What its paths are appended to. */
  public String http() {
    return (tls == null ? "http://127.0.0.1:" : "https://127.0.0.1:") + address.getPort();
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
