package chatx.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chatx.protocol.trust.ServerKey;
import chatx.server.secret.SecretFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own key and certificate, and the operator's. */
class ServerTlsTest {
  private static final Instant TODAY = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder = Path.of("");

  private Instant now = TODAY;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private LocalNames here = names("localhost", "192.168.1.5");

  @Test
  void theKeyIsTheOwnersAloneAndEveryServerHasAnother() throws Exception {
    ServerKey one = ServerTls.of(own("one")).key();
    ServerKey two = ServerTls.of(own("two")).key();

    assertThat(one).isNotEqualTo(two);
    try (Stream<Path> files = Files.list(folder.resolve("one"))) {
      assertThat(files.toList())
          .hasSize(2)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void theNextStartHasTheSameKeyAndTheSameCertificate() throws Exception {
    Credentials first = own("one").current();
    Credentials second = own("one").current();

    assertThat(second.serverKey()).isEqualTo(first.serverKey());
    assertThat(second.chain()).isEqualTo(first.chain());
  }

  @Test
  void theCertificateNamesEveryAddressAndNameAndIsForServersOnly() throws Exception {
    here = names("localhost", "willow", "willow.local", "192.168.1.5", "0:0:0:0:0:0:0:1");
    X509Certificate certificate = own("one").current().chain().getFirst();

    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "localhost"),
            List.of(2, "willow"),
            List.of(2, "willow.local"),
            List.of(7, "192.168.1.5"),
            List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void itIsRenewedBeforeItEndsWithTheSameKey() throws Exception {
    OwnIdentity identity = own("one");
    Credentials first = identity.current();
    now = TODAY.plus(Duration.ofDays(300));
    assertThat(identity.refresh()).isFalse();

    now = TODAY.plus(Duration.ofDays(350));
    assertThat(identity.refresh()).isTrue();

    X509Certificate renewed = identity.current().chain().getFirst();
    assertThat(identity.current().serverKey()).isEqualTo(first.serverKey());
    assertThat(renewed.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(300)));
    assertThat(renewed.getSerialNumber())
        .isNotEqualTo(first.chain().getFirst().getSerialNumber())
        .isNotEqualTo(BigInteger.ZERO);
    assertThat(own("one").current().chain()).isEqualTo(identity.current().chain());
  }

  @Test
  void aClockThatWasWrongAtTheFirstStartDoesNotLeaveACertificateOfTheFuture() throws Exception {
    now = TODAY.plus(Duration.ofDays(5_000));
    ServerKey key = own("one").current().serverKey();
    now = TODAY;

    Credentials today = own("one").current();
    assertThat(today.serverKey()).isEqualTo(key);
    assertThat(today.chain().getFirst().getNotBefore().toInstant()).isBefore(TODAY);
  }

  @Test
  void anotherAddressIsAnotherCertificateAroundTheSameKey() throws Exception {
    OwnIdentity identity = own("one");
    ServerKey key = identity.current().serverKey();

    here = names("localhost");
    assertThat(identity.refresh()).as("fewer addresses need no new one").isFalse();
    here = names("localhost", "10.0.0.9");
    assertThat(identity.refresh()).isTrue();

    assertThat(identity.current().serverKey()).isEqualTo(key);
    assertThat(SelfSigned.namesOf(identity.current().chain().getFirst()).addresses())
        .containsExactly("10.0.0.9");
  }

  @Test
  void aDamagedCertificateIsMadeAgainAndADamagedKeyIsNot() throws Exception {
    ServerKey key = own("one").current().serverKey();
    Files.writeString(folder.resolve("one/server.crt"), "rubbish");
    assertThat(own("one").current().serverKey()).isEqualTo(key);

    Path file = folder.resolve("one/server.key");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, 60));
    assertThatExceptionOfType(TlsRefusedException.class)
        .isThrownBy(() -> own("one"))
        .withMessageContaining(file.toString())
        .withMessageNotContaining(text.substring(30, 55));
  }

  @Test
  void thisComputersNamesAreFound() {
    LocalNames found =
        LocalNames.current(Map.of("HOSTNAME", "Willow", "COMPUTERNAME", "bad name!"));

    assertThat(found.names()).contains("localhost", "willow", "willow.local");
    assertThat(found.names()).noneMatch(name -> name.contains(" "));
    assertThat(found.addresses()).contains("127.0.0.1").noneMatch(a -> a.contains("%"));
  }

  @Test
  void theOperatorsFilesAreReadAgainWhenTheyChange() throws Exception {
    Credentials first = make();
    Path certificate = write("tls.crt", Pem.write(first.chain().getFirst()));
    Path key = write("tls.key", Pem.write(first.key()));
    ServerTls tls = ServerTls.ofFiles(certificate, key);
    assertThat(tls.key()).isEqualTo(first.serverKey());

    tls.refresh();
    assertThat(tls.key()).isEqualTo(first.serverKey());

    Credentials second = make();
    write("tls.crt", Pem.write(second.chain().getFirst()));
    tls.refresh();
    assertThat(tls.key()).as("half of a change").isEqualTo(first.serverKey());
    write("tls.key", Pem.write(second.key()));
    tls.refresh();
    assertThat(tls.key()).isEqualTo(second.serverKey());

    write("tls.crt", "rubbish");
    tls.refresh();
    assertThat(tls.key()).as("broken files").isEqualTo(second.serverKey());
    Files.delete(certificate);
    tls.refresh();
    assertThat(tls.key()).as("no files").isEqualTo(second.serverKey());
    write("tls.crt", Pem.write(second.chain().getFirst()));
    tls.refresh();
    assertThat(tls.engine().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
  }

  @Test
  void filesThatCannotBeUsedAreNamedWithTheCause() throws Exception {
    Credentials one = make();
    Path certificate = write("tls.crt", Pem.write(one.chain().getFirst()));
    Path key = write("tls.key", Pem.write(one.key()));
    Path other = write("other.key", Pem.write(make().key()));
    Path locked =
        write(
            "locked.key",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");

    refused(certificate, other, "is not the one of the first certificate");
    refused(key, key, "holds no certificate");
    refused(certificate, certificate, "holds no readable private key");
    refused(certificate, folder.resolve("nowhere.key"), "nowhere.key cannot be read");
    refused(certificate, locked, "locked.key is locked with a password");
  }

  /** OpenSSL and the authorities' tools write keys in one of these. */
  @Test
  void keysMayBeInAnyOfTheUsualForms() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    Path other = write("other.crt", Pem.write(make().chain().getFirst()));
    for (KeyPair pair : List.of(generator.generateKeyPair(), SelfSigned.newKey())) {
      StringWriter older = new StringWriter();
      try (JcaPEMWriter pem = new JcaPEMWriter(older)) {
        pem.writeObject(
            pair.getPrivate() instanceof ECPrivateKey ec
                // As OpenSSL does, with the curve.
                ? new PemObject(
                    "EC PRIVATE KEY",
                    new org.bouncycastle.asn1.sec.ECPrivateKey(
                            256, ec.getS(), SECObjectIdentifiers.secp256r1)
                        .getEncoded())
                : pair.getPrivate());
      }
      assertThat(older.toString()).containsPattern("BEGIN (EC|RSA) PRIVATE KEY");
      for (String text : List.of(older.toString(), Pem.write(pair.getPrivate()))) {
        Path file = write("some.key", "# a comment\n" + text.replace("\n", "\r\n"));
        assertThat(Pem.belongTogether(Pem.key(Pem.read(file), file), pair.getPublic())).isTrue();
        refused(other, file, "is not the one of the first certificate");
      }
    }
  }

  private static void refused(Path certificate, Path key, String words) {
    assertThatExceptionOfType(TlsRefusedException.class)
        .isThrownBy(() -> ServerTls.ofFiles(certificate, key))
        .withMessageContaining(words);
  }

  private OwnIdentity own(String name) throws Exception {
    return OwnIdentity.open(SecretFiles.in(folder.resolve(name)), () -> here, clock);
  }

  private static LocalNames names(String... all) {
    TreeSet<String> names = new TreeSet<>();
    TreeSet<String> addresses = new TreeSet<>();
    for (String each : all) {
      (each.contains(":") || Character.isDigit(each.charAt(0)) ? addresses : names).add(each);
    }
    return new LocalNames(names, addresses);
  }

  private Credentials make() {
    KeyPair pair = SelfSigned.newKey();
    return new Credentials(pair.getPrivate(), List.of(SelfSigned.certificate(pair, here, TODAY)));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
