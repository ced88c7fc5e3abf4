package chatx.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Certificates and keys as PEM text (RFC 7468, and the older forms of keys that OpenSSL writes).
 */
final class Pem {
  private static final long LONGEST_FILE = 1 << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

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
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(pem)) {
        if (block.label().equals("CERTIFICATE")) {
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.decoded())));
        }
      }
    } catch (CertificateException | IllegalArgumentException damaged) {
      throw new TlsRefusedException(from + " holds no readable certificate", damaged);
    }
    if (chain.isEmpty()) {
      throw new TlsRefusedException(from + " holds no certificate in PEM form", null);
    }
    return chain;
  }

  static PrivateKey key(String pem, Path from) throws TlsRefusedException {
    for (Block block : blocks(pem)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return plain(block, from);
        }
        case "EC PRIVATE KEY", "RSA PRIVATE KEY" -> {
          return older(block, from);
        }
        case "ENCRYPTED PRIVATE KEY" -> throw locked(from);
        default -> {}
      }
    }
    throw new TlsRefusedException(from + " holds no readable private key in PEM form", null);
  }

  /** A part of a file. */
  private record Block(String label, String base64, String text) {
    byte[] decoded() {
      return Base64.getMimeDecoder().decode(base64);
    }
  }

  private static List<Block> blocks(String pem) {
    return BLOCK
        .matcher(pem)
        .results()
        .map(found -> new Block(found.group(1), found.group(2), found.group()))
        .toList();
  }

  /** PKCS #8. Java reads it by itself, which spares a start the time to load a library. */
  private static PrivateKey plain(Block block, Path from) throws TlsRefusedException {
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(block.decoded());
    } catch (IllegalArgumentException damaged) {
      // The cause stays out, here and below: its message may quote the key.
      throw unreadable(from);
    }
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException _) {
        // A key of another kind.
      }
    }
    throw unreadable(from);
  }

  /** What OpenSSL used to write. */
  private static PrivateKey older(Block block, Path from) throws TlsRefusedException {
    try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PEMKeyPair pair -> {
            return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PEMEncryptedKeyPair _ -> throw locked(from);
          default -> {}
        }
      }
    } catch (IOException | RuntimeException damaged) {
      throw unreadable(from);
    }
    throw unreadable(from);
  }

  private static TlsRefusedException unreadable(Path from) {
    return new TlsRefusedException(from + " holds no readable private key", null);
  }

  private static TlsRefusedException locked(Path from) {
    return new TlsRefusedException(
        from + " is locked with a password; give the key without one, owner-only", null);
  }

  static String write(X509Certificate certificate) {
    try {
      return text("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate without an encoding", e);
    }
  }

  /** As PKCS #8, not locked. */
  static String write(PrivateKey key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  private static String text(String label, byte[] encoded) {
    String lines = LINES.encodeToString(encoded);
    return String.join(
        "\n", "-----BEGIN " + label + "-----", lines, "-----END " + label + "-----", "");
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
