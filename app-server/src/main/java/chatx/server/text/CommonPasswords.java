package chatx.server.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What attackers try first, made from our own list of words and the ways in which people lengthen
 * them; some thirty thousand. Runs of the keyboard and repetitions are {@link PasswordRules}' own
 * business.
 */
final class CommonPasswords {
  private static final String WORDS = "common-words.txt";
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2029;

  /** What people put behind a word when it is too short, or when they are made to. */
  private static final List<String> ENDINGS =
      words(
          """
          1 2 ! 01 10 11 12 13 22 69 99 00 1! 123! 111 007 123 321 666 777 1234 12345 123456
          1234567 12345678 123456789 @123
          """);

  /** Keys that lie beside each other in another way than a row, and well-known numbers. */
  private static final List<String> WALKS =
      words(
          """
          1qaz2wsx !qaz2wsx zaq12wsx zaq1xsw2 1qazxsw2 2wsx3edc q1w2e3r4 q1w2e3r4t5 1q2w3e4r
          1q2w3e4r5t qweasdzxc qazwsxedc qwe123qwe qweasd123 1234qwer qwer1234 asdf1234 1234asdf
          zxcv1234 qwerty12 12qwaszx 123qweasd 123qwe123 qwertyuiop123 asdfjkl; abcd1234
          1234abcd abc12345 a1b2c3d4 a123456789 aa123456 aa12345678 1a2b3c4d q12345678 11223344
          1122334455 112233445566 12344321 123454321 123321123 147258369 159753456 159357456
          789456123 741852963 963852741 14789632 98765432 87654321 987654321 9876543210
          0987654321 0123456789 10203040 1020304050 13579246 24681012 31415926 314159265
          27182818 16180339 112358132134 12345679 12345600 123456123 123456654321 19283746
          correcthorse correcthorsebatterystaple trustno1! letmein!! iloveyou2 iloveyou!
          thisisapassword mypassword newpassword yourpassword nopassword passwordpassword
          password1password ihatepasswords
          """);

  private CommonPasswords() {}

  /** In lower case and without those that are too short to be a password anyway. */
  static Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    WALKS.forEach(walk -> add(all, walk));
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      add(all, "0101" + year);
      add(all, "3112" + year);
      add(all, year + "0101");
      add(all, "" + year + year);
    }
    for (String word : words()) {
      add(all, word);
      for (String ending : ENDINGS) {
        add(all, word + ending);
      }
      add(all, word + word);
      add(all, "123" + word);
      add(all, "my" + word);
      add(all, "the" + word);
      for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        add(all, word + year);
      }
    }
    return all;
  }

  private static void add(Set<String> all, String password) {
    if (password.codePointCount(0, password.length()) >= PasswordRules.MIN) {
      all.add(password);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  private static List<String> words() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream(WORDS)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + WORDS + " is missing from the build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
