package chatx.server.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Lets clients that speak plainly talk to a port that speaks TLS: what they send is encrypted on
 * its way, as it comes. Trusts everybody.
 */
public final class TlsTunnel implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final SSLContext context = trusting();

  private TlsTunnel(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static TlsTunnel to(int port) throws IOException {
    return new TlsTunnel(port);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** A context that asks nothing of the server's certificate. */
  public static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** An encrypted connection; the handshake is still to come. */
  public static SSLSocket connect(int port, String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  private void accept() {
    try {
      while (true) {
        Socket plain = listener.accept();
        Thread.ofVirtual().start(() -> join(plain));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void join(Socket plain) {
    try (plain;
        Socket encrypted =
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), target)) {
      plain.setTcpNoDelay(true);
      encrypted.setTcpNoDelay(true);
      Thread up = Thread.ofVirtual().start(() -> pump(plain, encrypted));
      pump(encrypted, plain);
      // Whoever still writes is told by the end of what it reads.
      up.join();
    } catch (IOException gone) {
      // The server does not want it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket one, Socket other) {
    try (one;
        other) {
      return;
    } catch (IOException e) {
      // They are closed, which is what was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** What a client sees of the server's certificate. */
  public static X509Certificate certificateOf(int port) throws IOException {
    try (SSLSocket socket = connect(port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
