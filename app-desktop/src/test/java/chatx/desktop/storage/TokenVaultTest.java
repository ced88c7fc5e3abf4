package chatx.desktop.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets survive a restart, and are read by nobody who should not. */
final class TokenVaultTest {
  private static final Secret SECRET = new Secret("refresh-me-7Q", "device-3k", "gen-pass-9z");

  @TempDir Path folder;

  private final AccountId account = AccountId.random();

  @Test
  void aSecretIsThereAgainAndReplacedAndForgotten() {
    AccountId other = AccountId.random();
    assertThat(vault().load(account)).isEmpty();
    assertThat(vault().save(account, new Secret("old", null, null))).isTrue();
    assertThat(vault().save(other, new Secret(null, "device", null))).isTrue();
    assertThat(vault().save(account, SECRET)).isTrue();
    assertThat(vault().load(account)).contains(SECRET);
    assertThat(vault().load(other)).contains(new Secret(null, "device", null));
    vault().forget(account);
    vault().forget(account);
    assertThat(vault().load(account)).isEmpty();
    assertThat(vault().load(other)).isPresent();
  }

  @Test
  void neitherATextNorAFileShowsASecret() throws Exception {
    assertThat(vault().save(account, SECRET)).isTrue();
    assertThat(SECRET.toString() + Optional.of(SECRET) + List.of(SECRET))
        .doesNotContain("refresh-me")
        .doesNotContain("device-3k")
        .doesNotContain("gen-pass");
    try (Stream<Path> files = Files.list(secrets())) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(file -> {
            assertThat(rights(file)).isEqualTo("rw-------");
            assertThat(new String(Files.readAllBytes(file), UTF_8))
                .doesNotContain("refresh")
                .doesNotContain("gen-pass");
          });
    }
    assertThat(rights(secrets())).isEqualTo("rwx------");
  }

  @Test
  void aChangedByteAnotherAccountsFileOrAnotherKeyGivesNothing() throws Exception {
    assertThat(vault().save(account, SECRET)).isTrue();
    Path file = secrets().resolve(account + ".secret");
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at++) {
      byte[] changed = sound.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThat(vault().load(account)).as("byte %d", at).isEmpty();
    }
    for (int length : List.of(0, 1, 13, sound.length - 1)) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThat(vault().load(account)).isEmpty();
    }
    AccountId other = AccountId.random();
    Files.write(secrets().resolve(other + ".secret"), sound);
    assertThat(vault().load(other)).isEmpty();
    Files.write(file, sound);
    assertThat(vault().load(account)).contains(SECRET);
    Files.delete(secrets().resolve("key"));
    assertThat(vault().load(account)).isEmpty();
    assertThat(vault().save(account, SECRET)).isTrue();
    assertThat(vault().load(account)).contains(SECRET);
  }

  @Test
  void whatCannotBeKeptIsSaidAndWhatWasKeptStays() throws Exception {
    assertThat(vault().save(account, SECRET)).isTrue();
    // In the way of the file that would replace the old one.
    Path blocked = secrets().resolve(account + ".secret.new");
    Files.createDirectories(blocked.resolve("something"));
    assertThat(vault().save(account, new Secret("newer", null, null))).isFalse();
    assertThat(vault().load(account)).contains(SECRET);
  }

  @Test
  void theKeyringIsTakenWhereItWorksAndTheFilesElsewhere() {
    try (AppFolder opened =
        switch (AppFolder.open(folder, List.of())) {
          case AppFolder.Opened(AppFolder here) -> here;
          default -> throw new AssertionError("not opened");
        }) {
      TokenVault vault = TokenVault.open(opened);
      assertThat(vault.save(account, SECRET)).isTrue();
      assertThat(TokenVault.open(opened).load(account)).contains(SECRET);
      vault.forget(account);
      assertThat(vault.load(account)).isEmpty();
    }
  }

  private TokenVault vault() {
    return new FileVault(secrets());
  }

  private Path secrets() {
    return folder.resolve("secrets");
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
