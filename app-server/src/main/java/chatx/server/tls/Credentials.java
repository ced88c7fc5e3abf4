package chatx.server.tls;

import chatx.protocol.trust.ServerKey;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows and proves itself with.
 *
 * @param chain its certificate first, then those that vouch for it
 */
record Credentials(PrivateKey key, List<X509Certificate> chain) {
  Credentials {
    chain = List.copyOf(chain);
  }

  ServerKey serverKey() {
    return ServerKey.of(chain.getFirst().getPublicKey());
  }

  @Override
  public String toString() {
    return "Credentials[" + serverKey() + "]";
  }
}
