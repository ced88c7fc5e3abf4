package chatx.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.ServerConfig;
import chatx.server.Setting;
import chatx.server.secret.SecretFiles;
import chatx.server.tls.ServerTls;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of the certificate: one sentence and one thing to do. */
class DoctorCertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder = Path.of("");

  private final Map<Setting, String> settings = new EnumMap<>(Setting.class);

  @Test
  void aServerWithoutEncryptionHasNone() {
    settings.put(Setting.TLS, "off");
    is(Finding.Status.OK, "tls is off", "");
  }

  @Test
  void theServersOwnIsWellBeforeAndAfterTheFirstStart() throws Exception {
    is(Finding.Status.OK, "made at the first start", "");
    ownKey();
    is(Finding.Status.OK, "renewed by itself", "");
  }

  @Test
  void theServersOwnKeyIsDamaged() throws Exception {
    ownKey();
    Path key = folder.resolve("data/keys/server.key");
    Files.writeString(
        key, Files.readString(key).replaceFirst("(?s)-----BEGIN PRIV.*?END.*?\n", ""));
    is(Finding.Status.FAIL, key + " holds no readable private key", "from a backup");
  }

  @Test
  void aFileOfTheOperatorIsNotThereOrNotPem() throws Exception {
    KeyPair keys = keys();
    operator(keys, keys, NOW.plus(Duration.ofDays(90)), "localhost");
    Files.writeString(folder.resolve("tls.crt"), "rubbish");
    is(Finding.Status.FAIL, "tls.crt holds no certificate", "tls-cert and tls-key");
    Files.delete(folder.resolve("tls.crt"));
    is(Finding.Status.FAIL, "tls.crt cannot be read", "tls-cert and tls-key");
  }

  @Test
  void theKeyIsAnothers() throws Exception {
    operator(keys(), keys(), NOW.plus(Duration.ofDays(90)), "localhost");
    is(Finding.Status.FAIL, "is not the one of the first certificate", "Set tls-key");
  }

  @Test
  void itEndsOrHasEndedOrHasNotBegun() throws Exception {
    KeyPair keys = keys();
    settings.put(Setting.INVITES_ADDRESS, "chat.example:443");
    operator(keys, keys, NOW.plus(Duration.ofDays(15)), "chat.example");
    is(Finding.Status.OK, "until 2026-12-08", "");
    operator(keys, keys, NOW.plus(Duration.ofDays(13)), "chat.example");
    is(Finding.Status.WARN, "it ends on 2026-12-06, in 13 days", "Renew it");
    operator(keys, keys, NOW.minus(Duration.ofDays(1)), "chat.example");
    is(Finding.Status.FAIL, "it ended on 2026-11-22", "Renew it");
    operator(keys, keys, NOW.plus(Duration.ofDays(900)), "chat.example");
    is(Finding.Status.FAIL, "it begins only on", "clock");
  }

  @Test
  void itIsNotForTheAddressThatPeopleUse() throws Exception {
    KeyPair keys = keys();
    settings.put(Setting.INVITES_ADDRESS, "talk.example:443");
    operator(keys, keys, NOW.plus(Duration.ofDays(90)), "chat.example", "*.example");
    is(Finding.Status.OK, "it is for *.example, chat.example, until", "");
    operator(keys, keys, NOW.plus(Duration.ofDays(90)), "chat.example");
    is(
        Finding.Status.WARN,
        "it is for chat.example, not for talk.example",
        "Use a certificate for talk.example");
    settings.put(Setting.INVITES_ADDRESS, "[2001:db8::7]:443");
    is(Finding.Status.WARN, "not for 2001:db8::7", "Use a certificate for");
    settings.remove(Setting.INVITES_ADDRESS);
    is(Finding.Status.WARN, "this computer's own addresses", "Set invites.address");
    settings.put(Setting.HOST, "127.0.0.1");
    is(Finding.Status.WARN, "not for 127.0.0.1", "Use a certificate for 127.0.0.1");
    settings.put(Setting.HOST, "localhost");
    operator(keys, keys, NOW.plus(Duration.ofDays(90)), "LOCALHOST");
    is(Finding.Status.OK, "it is for localhost, until", "");
  }

  private void is(Finding.Status status, String detail, String action) {
    settings.put(Setting.DATA, folder.resolve("data").toString());
    Finding finding =
        new Doctor(ServerConfig.of(settings), Clock.fixed(NOW, ZoneOffset.UTC)).certificate();
    assertThat(finding.check()).isEqualTo("certificate");
    assertThat(finding.detail()).contains(detail);
    assertThat(finding.status()).as(finding.detail()).isEqualTo(status);
    assertThat(finding.action()).contains(action);
    assertThat(finding.action().isEmpty()).isEqualTo(status == Finding.Status.OK);
  }

  private void ownKey() throws Exception {
    var _ =
        ServerTls.ofOwnKey(
            SecretFiles.in(folder.resolve("data/keys")),
            Map.of(),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static KeyPair keys() throws Exception {
    return KeyPairGenerator.getInstance("EC").generateKeyPair();
  }

  /** Writes the operator's two files; the certificate begins 800 days before it ends. */
  private void operator(KeyPair certified, KeyPair given, Instant until, String... names)
      throws Exception {
    var subject = new X500Name("CN=chat");
    var certificate =
        new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.TWO,
                Date.from(until.minus(Duration.ofDays(800))),
                Date.from(until),
                subject,
                certified.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    Arrays.stream(names)
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(certified.getPrivate()));
    settings.put(Setting.TLS_CERT, write("tls.crt", certificate));
    settings.put(
        Setting.TLS_KEY,
        write("tls.key", new PemObject("PRIVATE KEY", given.getPrivate().getEncoded())));
  }

  private String write(String name, Object part) throws IOException {
    var text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(part);
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text.toString());
    return file.toString();
  }
}
