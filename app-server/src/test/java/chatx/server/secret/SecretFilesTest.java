package chatx.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** S18. */
class SecretFilesTest {

  @TempDir Path root = Path.of("");

  @Test
  void aKeyIsMadeOnceAndTwoFirstStartsDiffer() throws IOException {
    byte[] first = SecretFiles.in(root.resolve("a/keys")).readOrCreate("pepper.key", 32);
    byte[] again = SecretFiles.in(root.resolve("a/keys")).readOrCreate("pepper.key", 32);
    byte[] other = SecretFiles.in(root.resolve("b/keys")).readOrCreate("pepper.key", 32);

    assertThat(first).hasSize(32).isEqualTo(again).isNotEqualTo(other);
    try (Stream<Path> files = Files.list(root.resolve("a/keys"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("pepper.key");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerCanReadThem() throws IOException {
    Path keys = root.resolve("keys");
    SecretFiles.in(keys).readOrCreate("pepper.key", 32);

    assertThat(rights(keys)).isEqualTo("rwx------");
    assertThat(rights(keys.resolve("pepper.key"))).isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void rightsThatBecameTooWideAreNarrowedAndTheKeyStays() throws IOException {
    Path keys = root.resolve("keys");
    byte[] key = SecretFiles.in(keys).readOrCreate("pepper.key", 32);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        keys.resolve("pepper.key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(SecretFiles.in(keys).readOrCreate("pepper.key", 32)).isEqualTo(key);
    assertThat(rights(keys)).isEqualTo("rwx------");
    assertThat(rights(keys.resolve("pepper.key"))).isEqualTo("rw-------");
  }

  @Test
  void aDamagedKeyIsNamedAndNeverReplaced() throws IOException {
    SecretFiles files = SecretFiles.in(root.resolve("keys"));
    files.readOrCreate("pepper.key", 32);
    Path file = root.resolve("keys/pepper.key");
    for (String damage : List.of("", "!!", "QUJD\n", "é".repeat(20), "A".repeat(9000))) {
      Files.writeString(file, damage);

      assertThatThrownBy(() -> files.readOrCreate("pepper.key", 32))
          .isInstanceOf(SecretFileException.class)
          .hasMessageContaining(file.toString());
      assertThat(Files.readString(file)).isEqualTo(damage);
    }
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Path file = Files.writeString(root.resolve("keys"), "a file");

    assertThatThrownBy(() -> SecretFiles.in(file))
        .isInstanceOf(SecretFileException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void noKeyShowsInToString() throws IOException {
    SecretFiles files = SecretFiles.in(root.resolve("keys"));

    assertThat(SigningKey.of(files)).hasToString("SigningKey[…]");
    assertThat(Seal.of(files, "csrf")).hasToString("Seal[…]");
  }

  @Test
  void aSealHoldsForItsTextAndKeyOnly() throws IOException {
    SecretFiles files = SecretFiles.in(root.resolve("keys"));
    Seal seal = Seal.of(files, "csrf");
    byte[] right = seal.sign("text");

    assertThat(seal.verify("text", right)).isTrue();
    assertThat(seal.verify("text.", right)).isFalse();
    assertThat(Seal.of(files, "device").verify("text", right)).isFalse();
    assertThat(seal.verify("text", Arrays.copyOf(right, 31))).isFalse();
    assertThat(seal.verify("text", new byte[0])).isFalse();
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
