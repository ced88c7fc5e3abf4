package chatx.server.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S6, the part about comparing. */
class PasswordHasherTest {

  private static final PasswordSettings FAST = new PasswordSettings(4, 2, 10);

  @TempDir Path folder = Path.of("");
  private Seal pepper;

  @BeforeEach
  void makePepper() throws SecretFileException {
    pepper = Seal.of(SecretFiles.in(folder), "pepper");
  }

  @Test
  void everyCharacterCounts() {
    try (PasswordHasher hasher = new PasswordHasher(pepper, FAST)) {
      List<List<String>> different =
          List.of(
              List.of("a".repeat(72) + "X", "a".repeat(72) + "Y"),
              List.of("a".repeat(73), "a".repeat(74)),
              List.of("a".repeat(255) + "b", "a".repeat(255) + "c"),
              List.of("abcdefgh\u0000one", "abcdefgh\u0000two"),
              List.of("abcdefgh", "abcdefgh\u0000"),
              List.of("😀".repeat(18) + "🐢", "😀".repeat(18) + "🌵"),
              List.of("password ", "password"),
              List.of("Password", "password"));
      for (List<String> pair : different) {
        String stored = hashed(hasher, pair.get(0));
        assertThat(hasher.check(pair.get(0), stored)).isEqualTo(new PasswordCheck.Match(false));
        assertThat(hasher.check(pair.get(1), stored)).isEqualTo(new PasswordCheck.Mismatch());
      }
    }
  }

  @Test
  void aLetterIsTheSameHoweverTheKeyboardComposesIt() {
    try (PasswordHasher hasher = new PasswordHasher(pepper, FAST)) {
      String stored = hashed(hasher, "caf\u00E9 noir");
      assertThat(hasher.check("cafe\u0301 noir", stored)).isInstanceOf(PasswordCheck.Match.class);
      assertThat(hasher.check("cafe noir", stored)).isInstanceOf(PasswordCheck.Mismatch.class);
    }
  }

  @Test
  void withoutTheRightPepperNothingMatches(@TempDir Path other) throws SecretFileException {
    Seal otherPepper = Seal.of(SecretFiles.in(other), "pepper");
    try (PasswordHasher hasher = new PasswordHasher(pepper, FAST);
        PasswordHasher thief = new PasswordHasher(otherPepper, FAST)) {
      assertThat(thief.check("open sesame", hashed(hasher, "open sesame")))
          .isInstanceOf(PasswordCheck.Mismatch.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$2a$",
        "$2a$04$",
        "$2a$99$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "$2a$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "$2x$04$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
        "plain text",
        "\u0000"
      })
  void aDamagedHashIsAMismatchAndCostsAsMuch(String stored) {
    try (PasswordHasher hasher = new PasswordHasher(pepper, FAST)) {
      assertThat(hasher.check("open sesame", stored)).isEqualTo(new PasswordCheck.Mismatch());
      assertThat(hasher.computed()).isEqualTo(1);
    }
  }

  @Test
  void aHashOfAnotherCostMatchesAndIsCalledOutdated() {
    try (PasswordHasher old = new PasswordHasher(pepper, FAST);
        PasswordHasher current = new PasswordHasher(pepper, new PasswordSettings(5, 1, 1))) {
      assertThat(current.check("open sesame", hashed(old, "open sesame")))
          .isEqualTo(new PasswordCheck.Match(true));
    }
  }

  @Test
  void overTheQueueTheAnswerIsBusyAtOnce() throws Exception {
    try (PasswordHasher hasher = new PasswordHasher(pepper, new PasswordSettings(8, 1, 3));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HashedPassword>> answers = new ArrayList<>();
      Callable<HashedPassword> call = () -> hasher.hash("open sesame");
      for (int i = 0; i < 100; i++) {
        answers.add(callers.submit(call));
      }
      int busy = 0;
      for (Future<HashedPassword> answer : answers) {
        busy += answer.get() instanceof HashedPassword.Busy ? 1 : 0;
      }
      assertThat(busy).isBetween(1, 96);
      assertThat(hasher.computed()).isEqualTo(100 - busy);
      assertThat(hasher.hash("afterwards")).isInstanceOf(HashedPassword.Hashed.class);
    }
  }

  private static String hashed(PasswordHasher hasher, String password) {
    return switch (hasher.hash(password)) {
      case HashedPassword.Hashed(String hash) -> hash;
      case HashedPassword.Busy _ -> throw new AssertionError("busy");
    };
  }
}
