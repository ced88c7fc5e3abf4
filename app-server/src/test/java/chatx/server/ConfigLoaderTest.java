package chatx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.limit.Limit;
import chatx.server.limit.LimitKind;
import chatx.server.limit.LimitSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void nothingAtAllIsACompleteConfiguration() {
    ServerConfig config = loaded(Map.of(), Map.of()).config();

    assertThat(config.listen()).isEqualTo(new ServerConfig.Listen("0.0.0.0", 8420));
    assertThat(config.data()).isAbsolute();
    assertThat(config.database().url()).isEmpty();
    assertThat(config.connections().frameMaxBytes()).isEqualTo(64 * 1024);
    assertThat(config.limits()).isEqualTo(LimitSettings.standard());
    assertThat(config.changes()).hasSize(1).first().asString().startsWith("data = ");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everyDefaultIsAValueThatItsOwnSettingAccepts(Setting setting) throws SettingSyntaxException {
    assertThat(setting.kind().parse(setting.defaultText())).isNotNull();
    assertThat(setting.key()).matches("[a-z]+([.-][a-z]+)*");
    assertThat(setting.description()).doesNotEndWith(".").matches("\\p{Ll}.*|[A-Z]{2,}.*|.*QL.*");
  }

  @Test
  void noTwoSettingsShareANameInTheEnvironmentOrOnTheCommandLine() {
    Set<String> names = new HashSet<>();
    for (Setting setting : Setting.values()) {
      assertThat(names.add(setting.key())).isTrue();
      assertThat(names.add(setting.variable())).isTrue();
      assertThat(names.add(setting.flag())).isTrue();
    }
  }

  @Test
  void flagsBeatTheEnvironmentAndThatBeatsTheFileAndThatBeatsTheDefaults() throws IOException {
    write("port = 1\nhost = a.example\nserver.name = from the file\n");
    ConfigLoader.Loaded loaded =
        loaded(Map.of("CHATX_PORT", "2", "CHATX_HOST", "b.example"), Map.of("--port", "3"));

    ServerConfig config = loaded.config();
    assertThat(config.listen()).isEqualTo(new ServerConfig.Listen("b.example", 3));
    assertThat(config.serverName()).isEqualTo("from the file");
    assertThat(config.origin(Setting.PORT).toString()).isEqualTo("--port");
    assertThat(config.origin(Setting.HOST).toString()).isEqualTo("environment CHATX_HOST");
    assertThat(config.origin(Setting.SERVER_NAME).toString()).endsWith("chatx.conf line 3");
    assertThat(config.origin(Setting.LOG_LEVEL)).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void theFileMayBeNestedHoconWithListsAndSizes() throws IOException {
    write(
        """
        # a comment
        database { url = "jdbc:postgresql://db/chatx", pool.max = 20 }
        origins.allowed = [ "https://a.example", "https://b.example:8443" ]
        frames.max-bytes = 128k
        registration.open = no
        """);
    ServerConfig config = loaded(Map.of(), Map.of()).config();

    assertThat(config.database().url()).contains("jdbc:postgresql://db/chatx");
    assertThat(config.database().poolMax()).isEqualTo(20);
    assertThat(config.http().allowedOrigins())
        .containsExactly("https://a.example", "https://b.example:8443");
    assertThat(config.connections().frameMaxBytes()).isEqualTo(131072);
    assertThat(config.sessions().registrationOpen()).isFalse();
  }

  @Test
  void allProblemsAreReportedTogetherEachWithItsPlace() throws IOException {
    write("prot = 80\ndatabase.pool.max = many\nlimits.messages-per-user = fast\nport = null\n");
    List<String> problems =
        refused(
            Map.of("CHATX_PASSWORDS_COST", "99", "CHATX_DATABSE_URL", "x"),
            Map.of("--host", "localhost:80", "--frames-max-bytes", "2k"));

    assertThat(problems)
        .anyMatch(p -> p.matches("there is no setting \"prot\"; did you mean port\\? .*line 1.*"))
        .anyMatch(p -> p.matches("database.pool.max must be a whole number, not \"many\" .*2\\)"))
        .anyMatch(p -> p.startsWith("limits.messages-per-user must be written like 20/10s"))
        .anyMatch(p -> p.startsWith("port is null"))
        .anyMatch(p ->
            p.equals(
                "passwords.cost must be between 4 and 16, not \"99\""
                    + " (environment CHATX_PASSWORDS_COST)"))
        .anyMatch(p -> p.contains("CHATX_DATABSE_URL; did you mean CHATX_DATABASE_URL?"))
        .anyMatch(p -> p.startsWith("host must be a host name") && p.endsWith("(--host)"))
        .anyMatch(p -> p.startsWith("frames.max-bytes = 2k (--frames-max-bytes) is too small"))
        .hasSize(8);
  }

  @Test
  void contradictionsNameBothSides() {
    assertThat(refused(Map.of(), Map.of("--limits-connections", "100")))
        .containsExactly(
            "limits.connections-per-address = 512 (default) must not be more than"
                + " limits.connections = 100 (--limits-connections)");
    assertThat(refused(Map.of("CHATX_DATABASE_USER", "ann"), Map.of()))
        .singleElement()
        .asString()
        .contains("database.user is set", "database.url is not");
    assertThat(refused(Map.of(), Map.of("--tls-cert", "a.pem")))
        .containsExactly("tls-cert is set (--tls-cert), but tls-key is not: they belong together");
    assertThat(
            refused(
                Map.of("CHATX_TLS", "off"), Map.of("--tls-cert", "a.pem", "--tls-key", "b.pem")))
        .containsExactly(
            "tls-cert is set (--tls-cert), but tls is off (environment CHATX_TLS): remove one of"
                + " them");
  }

  @Test
  void thePortIsEncryptedUnlessToldOtherwiseAndThenAnOperatorIsTold() {
    ConfigLoader.Loaded usual = loaded(Map.of(), Map.of());
    assertThat(usual.config().tls()).isEqualTo(new ServerConfig.TlsConfig(true, Optional.empty()));
    assertThat(usual.warnings()).isEmpty();

    ConfigLoader.Loaded files =
        loaded(Map.of(), Map.of("--tls-cert", "/etc/a.pem", "--tls-key", "/etc/b.pem"));
    assertThat(files.config().tls().files())
        .contains(new ServerConfig.TlsFiles(Path.of("/etc/a.pem"), Path.of("/etc/b.pem")));

    ConfigLoader.Loaded plain = loaded(Map.of(), Map.of("--tls", "off"));
    assertThat(plain.config().tls().on()).isFalse();
    assertThat(plain.warnings()).singleElement().asString().startsWith("tls = off: everybody");
    assertThat(
            loaded(Map.of(), Map.of("--tls", "off", "--trusted-proxies", "127.0.0.1")).warnings())
        .isEmpty();
    assertThat(loaded(Map.of(), Map.of("--tls", "off", "--host", "127.0.0.1")).warnings())
        .isEmpty();
  }

  @Test
  void aSecretIsReadFromItsFileAndNeverShown() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "hunter2\n");
    ServerConfig config =
        loaded(
                Map.of(
                    "CHATX_DATABASE_PASSWORD_FILE",
                    secret.toString(),
                    "CHATX_DATABASE_URL",
                    "jdbc:postgresql://db/chatx"),
                Map.of())
            .config();

    assertThat(config.database().password().reveal()).isEqualTo("hunter2");
    assertThat(config.shown(Setting.DATABASE_PASSWORD)).isEqualTo(Secret.MASK);
    assertThat(config.changes().toString() + config.database()).doesNotContain("hunter2");
  }

  @Test
  void aSecretThatIsSetTwiceOrWhoseFileIsMissingIsRefused() {
    assertThat(
            refused(
                Map.of(
                    "CHATX_DATABASE_PASSWORD", "a",
                    "CHATX_DATABASE_PASSWORD_FILE", folder.resolve("none").toString(),
                    "CHATX_DATABASE_URL", "jdbc:postgresql://db/chatx"),
                Map.of()))
        .singleElement()
        .asString()
        .startsWith("database.password is set twice");
    assertThat(
            refused(
                Map.of("CHATX_DATABASE_PASSWORD_FILE", folder.resolve("none").toString()),
                Map.of()))
        .singleElement()
        .asString()
        .contains("there is no such file");
  }

  @Test
  void aPasswordOnTheCommandLineOrInTheAddressIsRefusedAndNotRepeated() {
    assertThat(refused(Map.of(), Map.of("--database-password", "hunter2")).toString())
        .contains("no option --database-password")
        .doesNotContain("hunter2");
    for (String url :
        List.of(
            "jdbc:postgresql://db/x?user=a&password=hunter2",
            "postgres://ann:hunter2@db/x",
            "jdbc:h2:mem:x;INIT=hunter2")) {
      assertThat(refused(Map.of(), Map.of("--database-url", url)).toString())
          .contains("database.url must")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aMessageIsNeverLongerThanWhatAFrameOfTheProtocolCarries() {
    assertThat(
            refused(Map.of(), Map.of("--messages-max-length", "32769", "--frames-max-bytes", "1m")))
        .singleElement()
        .asString()
        .startsWith("messages.max-length must be between 1 and 32768");
    assertThat(
            loaded(Map.of(), Map.of("--messages-max-length", "32768", "--frames-max-bytes", "256k"))
                .config()
                .connections()
                .messageMaxLength())
        .isEqualTo(32_768);
  }

  @Test
  void aTrustedProxyThatIsNoAddressIsNamed() throws IOException {
    assertThat(refused(Map.of(), Map.of("--trusted-proxies", "10.0.0.0/8, proxy.example")))
        .singleElement()
        .asString()
        .contains("trusted-proxies must be a list of addresses", "\"proxy.example\" is none");
    write("trusted-proxies = [ \"10.0.0.0/8\", \"fd00::1\" ]\n");
    assertThat(
            loaded(Map.of(), Map.of())
                .config()
                .http()
                .trustedProxies()
                .contains(InetAddress.ofLiteral("fd00::1")))
        .isTrue();
  }

  @Test
  void aFileThatWasAskedForMustBeThere() {
    Path missing = folder.resolve("missing.conf");
    assertThat(
            ConfigLoader.load(
                new ConfigSources(
                    Map.of(), Map.of("--data", folder.toString()), Optional.of(missing))))
        .isEqualTo(
            new ConfigLoader.Refused(
                List.of(
                    "the configuration file "
                        + missing
                        + " cannot be read: there is no such file")));
    assertThat(refused(Map.of(ConfigLoader.FILE_VARIABLE, missing.toString()), Map.of()))
        .singleElement()
        .asString()
        .contains(missing.toString());
  }

  @Test
  void aFileThatIsNoHoconNamesTheLine() throws IOException {
    write("port = 1\nhost = {\n");
    assertThat(refused(Map.of(), Map.of()))
        .singleElement()
        .asString()
        .contains("chatx.conf")
        .containsPattern("\\d");
  }

  @Test
  void theDataFoldersOwnFileCannotMoveTheDataFolder() throws IOException {
    write("data = /elsewhere");
    assertThat(refused(Map.of(), Map.of()))
        .singleElement()
        .asString()
        .startsWith("data cannot be set in the data folder's own chatx.conf");
  }

  @Test
  void theFileDoesNotReadTheEnvironmentBehindOurBack() throws IOException {
    write("server.name = ${PATH}");
    assertThat(refused(Map.of(), Map.of())).singleElement().asString().contains("PATH");
  }

  @Test
  void whatKubernetesPutsIntoTheEnvironmentIsNotTakenForASetting() {
    ConfigLoader.Loaded loaded =
        loaded(
            Map.of(
                "CHATX_SERVICE_HOST", "10.0.0.1",
                "CHATX_SERVICE_PORT_HTTP", "80",
                "CHATX_PORT_80_TCP_ADDR", "10.0.0.1",
                "CHATX_PORT", "tcp://10.0.0.1:80"),
            Map.of());

    assertThat(loaded.config().listen().port()).isEqualTo(8420);
    assertThat(loaded.warnings()).singleElement().asString().contains("Kubernetes");
  }

  @Test
  void aPasswordInAFileThatEverybodyCanReadIsWarnedOf() throws IOException {
    write("database { url = \"jdbc:postgresql://db/x\", password = hunter2 }");
    Files.setPosixFilePermissions(
        folder.resolve("chatx.conf"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(loaded(Map.of(), Map.of()).warnings())
        .singleElement()
        .asString()
        .contains("chmod 600")
        .doesNotContain("hunter2");
  }

  @Test
  void codeGetsAllProblemsInOneException() {
    assertThat(ServerConfig.of(Map.of(Setting.PORT, "0")).listen().port()).isZero();
    assertThat(
            ServerConfig.of(
                    Map.of(
                        Setting.DATABASE_URL,
                        "jdbc:postgresql://db/x",
                        Setting.DATABASE_PASSWORD,
                        "p"))
                .database()
                .password()
                .reveal())
        .isEqualTo("p");
    assertThatThrownBy(
            () -> ServerConfig.of(Map.of(Setting.PORT, "-1", Setting.PASSWORDS_COST, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port must be between")
        .hasMessageContaining("passwords.cost must be");
  }

  @Test
  void aLimitIsACountATimeAndMaybeABurst() throws SettingSyntaxException {
    assertThat(LimitText.parse("20/10s")).isEqualTo(new Limit(20, 20, Duration.ofSeconds(10)));
    assertThat(LimitText.parse("5/m burst 9")).isEqualTo(new Limit(9, 5, Duration.ofMinutes(1)));
    for (String text : List.of("0/1s", "1/0s", "5", "5/1y", "-1/1s", "", "1/1s burst 0")) {
      assertThatThrownBy(() -> LimitText.parse(text)).isInstanceOf(SettingSyntaxException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(LimitKind.class)
  void everyLimitHasTheSettingOfItsName(LimitKind kind) {
    assertThat(ServerConfig.limitSetting(kind).key())
        .isEqualTo("limits." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    assertThat(
            ServerConfig.of(Map.of(ServerConfig.limitSetting(kind), "7/3s burst 8"))
                .limits()
                .limits())
        .containsEntry(kind, new Limit(8, 7, Duration.ofSeconds(3)));
  }

  @Test
  void aSlipOfThePenIsRecognisedAndADifferentWordIsNot() {
    List<String> known = List.of("port", "host", "database.url");
    assertThat(Spelling.nearest("prot", known)).contains("port");
    assertThat(Spelling.nearest("databaseurl", known)).contains("database.url");
    assertThat(Spelling.nearest("colour", known)).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("chatx.conf"), text);
  }

  private ConfigLoader.Loaded loaded(Map<String, String> environment, Map<String, String> flags) {
    ConfigLoader.Outcome outcome = load(environment, flags);
    assertThat(outcome).isInstanceOf(ConfigLoader.Loaded.class);
    return (ConfigLoader.Loaded) outcome;
  }

  private List<String> refused(Map<String, String> environment, Map<String, String> flags) {
    ConfigLoader.Outcome outcome = load(environment, flags);
    assertThat(outcome).isInstanceOf(ConfigLoader.Refused.class);
    return ((ConfigLoader.Refused) outcome).problems();
  }

  private ConfigLoader.Outcome load(Map<String, String> environment, Map<String, String> flags) {
    Map<String, String> all = new java.util.HashMap<>(flags);
    all.put("--data", folder.toString());
    return ConfigLoader.load(new ConfigSources(environment, all, Optional.empty()));
  }
}
