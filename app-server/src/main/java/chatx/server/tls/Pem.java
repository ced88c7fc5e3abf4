package chatx.server.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemGenerationException;

/**
 * Certificates and keys as PEM text (RFC 7468, and the older forms of keys that OpenSSL writes).
 */
final class Pem {
  private static final long LONGEST_FILE = 1 << 20;

  private Pem() {}

  static String read(Path file) throws TlsRefusedException {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new TlsRefusedException(file + " is too large for a PEM file", null);
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new TlsRefusedException(
          file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")", unreadable);
    }
  }

  static List<X509Certificate> certificates(String pem, Path from) throws TlsRefusedException {
    List<X509Certificate> chain = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof X509CertificateHolder certificate) {
          chain.add(new JcaX509CertificateConverter().getCertificate(certificate));
        }
      }
    } catch (IOException | CertificateException | RuntimeException damaged) {
      throw new TlsRefusedException(from + " holds no readable certificate", damaged);
    }
    if (chain.isEmpty()) {
      throw new TlsRefusedException(from + " holds no certificate in PEM form", null);
    }
    return chain;
  }

  static PrivateKey key(String pem, Path from) throws TlsRefusedException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo key -> {
            return converter.getPrivateKey(key);
          }
          case PEMKeyPair pair -> {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
              throw new TlsRefusedException(
                  from + " is locked with a password; give the key without one, owner-only", null);
          default -> {}
        }
      }
    } catch (IOException | RuntimeException damaged) {
      // The cause stays out: its message may quote the key.
      throw new TlsRefusedException(from + " holds no readable private key", null);
    }
    throw new TlsRefusedException(from + " holds no private key in PEM form", null);
  }

  static String write(X509Certificate certificate) {
    return text(certificate);
  }

  /** As PKCS #8, not locked. */
  static String write(PrivateKey key) {
    try {
      return text(new JcaPKCS8Generator(key, null));
    } catch (PemGenerationException e) {
      throw new IllegalStateException("A key without an encoding", e);
    }
  }

  private static String text(Object part) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Whether what the one signs is what the other recognises. */
  static boolean belongTogether(PrivateKey secret, PublicKey open) {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "EC", "ECDSA" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> secret.getAlgorithm();
        };
    byte[] sample = {1, 2, 3};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(secret);
      signer.update(sample);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(open);
      verifier.update(sample);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
