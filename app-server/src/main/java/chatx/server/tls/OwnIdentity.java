package chatx.server.tls;

import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that the server made for itself at its first start and keeps for ever, and a certificate
 * around it, which is made anew when it is about to expire or when the computer has other
 * addresses.
 *
 * <p>Files among the keys: {@code server.key} (PKCS #8 in PEM form) and {@code server.crt}.
 */
final class OwnIdentity implements CredentialSource {
  private static final Logger log = LoggerFactory.getLogger(OwnIdentity.class);
  static final String KEY = "server.key";
  private static final String CERTIFICATE = "server.crt";
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(60);

  private final SecretFiles files;
  private final Supplier<LocalNames> names;
  private final Clock clock;
  private final KeyPair keys;
  private Credentials current;

  private OwnIdentity(
      SecretFiles files,
      Supplier<LocalNames> names,
      Clock clock,
      KeyPair keys,
      X509Certificate certificate) {
    this.files = files;
    this.names = names;
    this.clock = clock;
    this.keys = keys;
    this.current = new Credentials(keys.getPrivate(), List.of(certificate));
  }

  /** Makes what is missing. */
  static OwnIdentity open(SecretFiles files, Supplier<LocalNames> names, Clock clock)
      throws SecretFileException, TlsRefusedException {
    // Both parts stand in the file: Java does not derive a public key from a private one.
    String text =
        files.readOrCreate(
            KEY,
            () -> {
              KeyPair made = SelfSigned.newKey();
              return Pem.write(made.getPrivate())
                  + Pem.write(SelfSigned.certificate(made, names.get(), clock.instant()));
            });
    Path file = files.path(KEY);
    PrivateKey secret = Pem.key(text, file);
    X509Certificate first = Pem.certificates(text, file).getFirst();
    if (!Pem.belongTogether(secret, first.getPublicKey())) {
      throw new TlsRefusedException(
          file + " is damaged. Put it back from a backup: with another one nobody trusts it.",
          null);
    }
    KeyPair keys = new KeyPair(first.getPublicKey(), secret);
    String kept = files.readOrCreate(CERTIFICATE, () -> Pem.write(first));
    OwnIdentity identity =
        new OwnIdentity(
            files, names, clock, keys, ofKey(keys, kept, files.path(CERTIFICATE), first));
    var _ = identity.refresh();
    return identity;
  }

  /** The certificate that was kept, unless it is another key's or damaged: it can be made again. */
  private static X509Certificate ofKey(
      KeyPair keys, String kept, Path file, X509Certificate otherwise) {
    try {
      X509Certificate certificate = Pem.certificates(kept, file).getFirst();
      return certificate.getPublicKey().equals(keys.getPublic()) ? certificate : otherwise;
    } catch (TlsRefusedException damaged) {
      log.warn("{}; it is made again", damaged.getMessage());
      return otherwise;
    }
  }

  @Override
  public Credentials current() {
    return current;
  }

  @Override
  public boolean refresh() {
    Instant now = clock.instant();
    LocalNames here = names.get();
    X509Certificate certificate = current.chain().getFirst();
    boolean ends =
        now.plus(RENEWED_BEFORE_END).isAfter(certificate.getNotAfter().toInstant())
            || now.isBefore(certificate.getNotBefore().toInstant());
    if (!ends && SelfSigned.namesOf(certificate).covers(here)) {
      return false;
    }
    X509Certificate renewed = SelfSigned.certificate(keys, here, now);
    current = new Credentials(keys.getPrivate(), List.of(renewed));
    try {
      files.replace(CERTIFICATE, Pem.write(renewed));
    } catch (SecretFileException unwritable) {
      log.warn("the renewed certificate is in use, but not kept: {}", unwritable.getMessage());
    }
    log.info(
        "certificate renewed{}: the same key, until {}, for {} and {}",
        ends ? "" : " for other addresses",
        renewed.getNotAfter().toInstant(),
        here.names(),
        here.addresses());
    return true;
  }
}
