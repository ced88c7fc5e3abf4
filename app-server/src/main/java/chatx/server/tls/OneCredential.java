package chatx.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the one certificate there is to every client that can check its kind. */
final class OneCredential extends X509ExtendedKeyManager {
  private static final String NAME = "server";

  private final Credentials credentials;

  OneCredential(Credentials credentials) {
    this.credentials = credentials;
  }

  private @Nullable String named(String keyType) {
    String algorithm = credentials.chain().getFirst().getPublicKey().getAlgorithm();
    // TLS 1.2 asks for "EC_EC", a key of that kind whose certificate is signed with one.
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? NAME : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return named(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return named(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String name = named(keyType);
    return name == null ? null : new String[] {name};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return credentials.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return credentials.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
