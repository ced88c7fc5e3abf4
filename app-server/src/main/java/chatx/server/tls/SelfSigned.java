package chatx.server.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys, and certificates that nobody but their own key vouches for. */
final class SelfSigned {
  /** As long as browsers take certificates at the most. */
  static final Duration VALIDITY = Duration.ofDays(397);

  /** For clients whose clock is behind. */
  private static final Duration BACKDATED = Duration.ofDays(2);

  private static final X500Name SUBJECT = new X500Name("CN=ChatX");
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private SelfSigned() {}

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has P-256", e);
    }
  }

  static X509Certificate certificate(KeyPair keys, LocalNames names, Instant now) {
    List<GeneralName> alternatives = new ArrayList<>();
    names.names().forEach(name -> alternatives.add(new GeneralName(GeneralName.dNSName, name)));
    names
        .addresses()
        .forEach(address -> alternatives.add(new GeneralName(GeneralName.iPAddress, address)));
    Instant begin = now.minus(BACKDATED);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      SUBJECT,
                      new BigInteger(127, new SecureRandom()),
                      Date.from(begin),
                      Date.from(begin.plus(VALIDITY)),
                      SUBJECT,
                      keys.getPublic())
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(alternatives.toArray(GeneralName[]::new)))
                  .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (CertIOException | OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("A certificate of our own making is refused", e);
    }
  }

  /** The names and addresses that a certificate is for. */
  static LocalNames namesOf(X509Certificate certificate) {
    var names = new TreeSet<String>();
    var addresses = new TreeSet<String>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (each.get(1) instanceof String text) {
          switch ((Integer) each.getFirst()) {
            case DNS_NAME -> names.add(text);
            case IP_ADDRESS -> addresses.add(InetAddress.ofLiteral(text).getHostAddress());
            default -> {}
          }
        }
      }
    } catch (CertificateException | IllegalArgumentException damaged) {
      return new LocalNames(new TreeSet<>(), new TreeSet<>());
    }
    return new LocalNames(names, addresses);
  }
}
