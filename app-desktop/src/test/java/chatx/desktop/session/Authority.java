package chatx.desktop.session;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Vouches for servers, and is believed by this Java while a test says so. */
final class Authority {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final X500Name NAME = new X500Name("CN=Authority");

  private final Path folder;
  private final KeyPair own;
  private final KeyPair server;
  private final X509Certificate root;

  private Authority(Path folder) throws Exception {
    this.folder = folder;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    own = generator.generateKeyPair();
    server = generator.generateKeyPair();
    root =
        certificate(NAME, own.getPublic(), Extension.basicConstraints, new BasicConstraints(true));
  }

  static Authority in(Path folder) throws Exception {
    return new Authority(folder);
  }

  /** A PEM file with a certificate for the name alone. */
  Path certificateFor(String name) throws Exception {
    X509Certificate certificate =
        certificate(
            new X500Name("CN=" + name),
            server.getPublic(),
            Extension.subjectAlternativeName,
            new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The PEM file with the key of that certificate. */
  Path key() throws Exception {
    return pem("PRIVATE KEY", server.getPrivate().getEncoded());
  }

  /** Has this Java believe it until that is closed. */
  AutoCloseable trusted() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root);
    Path file = folder.resolve("authorities.p12");
    char[] password = "changeit".toCharArray();
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    System.setProperty(TRUST_STORE, file.toString());
    System.setProperty(TRUST_STORE + "Password", "changeit");
    return () -> {
      System.clearProperty(TRUST_STORE);
      System.clearProperty(TRUST_STORE + "Password");
    };
  }

  private X509Certificate certificate(
      X500Name subject, PublicKey key, ASN1ObjectIdentifier extension, ASN1Encodable value)
      throws Exception {
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    subject,
                    key)
                .addExtension(extension, extension.equals(Extension.basicConstraints), value)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate())));
  }

  private Path pem(String what, byte[] encoded) throws Exception {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(encoded), what);
    return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), text);
  }
}
