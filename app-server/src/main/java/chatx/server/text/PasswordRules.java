package chatx.server.text;

import chatx.protocol.ProblemCode;
import com.ibm.icu.lang.UCharacter;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules for passwords that are being chosen (NIST SP 800-63B-4 §3.1.1): long enough, not so long
 * that hashing becomes an attack, and not among the first that are tried. There are no composition
 * rules and no expiry. Every character counts, NUL and emoji too; only lone surrogates are refused,
 * because they have no UTF-8 form and would all be hashed alike.
 *
 * <p>Signing in never asks these rules: an old password stays usable. Immutable and thread-safe.
 */
public final class PasswordRules {

  /** Shortest password, in code points. */
  public static final int MIN = 8;

  /** Longest password, in code points. */
  public static final int MAX = 256;

  /** Rows of keyboards and the alphabet: any run of them, either way, is a pattern. */
  private static final List<String> RUNS =
      List.of(
          "01234567890",
          "abcdefghijklmnopqrstuvwxyz",
          "qwertyuiop[]",
          "asdfghjkl;'",
          "zxcvbnm,./",
          "qwertzuiopü",
          "yxcvbnm,.-",
          "azertyuiop",
          "qsdfghjklm",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
          "1q2w3e4r5t6y7u8i9o0p",
          "qazwsxedcrfvtgbyhnujm");

  private final Set<String> common;

  private PasswordRules(Set<String> common) {
    this.common = common;
  }

  /** The rules with the list that the server ships. */
  public static PasswordRules load() {
    return new PasswordRules(
        CommonPasswords.all().stream()
            .map(PasswordRules::fold)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether a new password will do.
   *
   * @param names what must not be the password: the user's name and address, a room's name; entries
   *     may be null
   * @return the password unchanged, or {@code password_too_short}, {@code password_too_long},
   *     {@code password_common} or {@code password_invalid}
   */
  public Checked<String> check(String password, List<@Nullable String> names, String field) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN) {
      return Checked.refused(
          ProblemCode.PASSWORD_TOO_SHORT,
          "The password has %d characters. Use at least %d; a sentence of 15 or more is better."
              .formatted(length, MIN),
          field);
    }
    if (length > MAX) {
      return Checked.refused(
          ProblemCode.PASSWORD_TOO_LONG,
          "The password has %d characters, the limit is %d. Shorten it.".formatted(length, MAX),
          field);
    }
    if (password.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      return Checked.refused(
          ProblemCode.PASSWORD_INVALID,
          "The password holds half of a character (a lone surrogate). Send whole characters.",
          field);
    }
    String folded = fold(password);
    if (common.contains(folded) || isPattern(folded)) {
      return Checked.refused(
          ProblemCode.PASSWORD_COMMON,
          "This password is among the first that attackers try. Choose another one, "
              + "for example a few words that only you would put together.",
          field);
    }
    for (@Nullable String name : names) {
      if (name != null && resembles(folded, fold(name))) {
        return Checked.refused(
            ProblemCode.PASSWORD_COMMON,
            "The password is a name that others can see or guess. Choose another one.",
            field);
      }
    }
    return Checked.ok(password);
  }

  private static boolean resembles(String password, String name) {
    int at = name.lastIndexOf('@');
    return !name.isEmpty()
        && (password.equals(name)
            || (at > 0 && password.equals(name.substring(0, at)))
            || password.equals(name + name)
            || password.contentEquals(new StringBuilder(name).reverse()));
  }

  /**
   * One unit of up to four characters over and over, or a run of a keyboard row or the alphabet.
   */
  private static boolean isPattern(String password) {
    for (int unit = 1; unit <= 4; unit++) {
      if (hasPeriod(password, unit)) {
        return true;
      }
    }
    String backwards = new StringBuilder(password).reverse().toString();
    return RUNS.stream().anyMatch(run -> run.contains(password) || run.contains(backwards));
  }

  private static boolean hasPeriod(String text, int unit) {
    for (int i = unit; i < text.length(); i++) {
      if (text.charAt(i) != text.charAt(i - unit)) {
        return false;
      }
    }
    return true;
  }

  private static String fold(String text) {
    return UCharacter.foldCase(Normalizer.normalize(text, Normalizer.Form.NFC), true);
  }
}
