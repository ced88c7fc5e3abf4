package chatx.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's certificate and key, read again when one of the files changes. */
final class OperatorFiles implements CredentialSource {
  private static final Logger log = LoggerFactory.getLogger(OperatorFiles.class);

  private final Path certificate;
  private final Path key;
  private String seen;
  private Credentials current;

  private OperatorFiles(Path certificate, Path key, String seen, Credentials current) {
    this.certificate = certificate;
    this.key = key;
    this.seen = seen;
    this.current = current;
  }

  /**
   * @param certificate the chain, the server's own first
   */
  static OperatorFiles open(Path certificate, Path key) throws TlsRefusedException {
    // Looked at before it is read: what changes in between is read again.
    String seen = look(certificate) + look(key);
    return new OperatorFiles(certificate, key, seen, read(certificate, key));
  }

  @Override
  public Credentials current() {
    return current;
  }

  @Override
  public boolean refresh() {
    String now = look(certificate) + look(key);
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    try {
      current = read(certificate, key);
    } catch (TlsRefusedException unusable) {
      log.warn(
          "the changed certificate is not used, the one before stays: {}", unusable.getMessage());
      return false;
    }
    log.info(
        "certificate read again, until {}", current.chain().getFirst().getNotAfter().toInstant());
    return true;
  }

  private static Credentials read(Path certificate, Path key) throws TlsRefusedException {
    List<X509Certificate> chain = Pem.certificates(Pem.read(certificate), certificate);
    PrivateKey secret = Pem.key(Pem.read(key), key);
    if (!Pem.belongTogether(secret, chain.getFirst().getPublicKey())) {
      throw new TlsRefusedException(
          "the key in " + key + " is not the one of the first certificate in " + certificate, null);
    }
    return new Credentials(secret, chain);
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.size() + "@" + attributes.lastModifiedTime() + "#" + attributes.fileKey();
    } catch (IOException gone) {
      return "none";
    }
  }
}
