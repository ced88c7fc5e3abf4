package chatx.server.text;

import chatx.protocol.ProblemCode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Rules for e-mail addresses, which are optional and never shown to others.
 *
 * <p>Only the plain shape is checked (RFC 5321 §4.5.3.1 lengths, RFC 6531 letters of every script,
 * no quoting, no comments, no address literals): whether anybody reads the mailbox is beyond a
 * syntax. Stateless and thread-safe.
 */
public final class EmailRules {

  /** Longest address, in characters. */
  public static final int MAX = 254;

  private static final int LOCAL_MAX = 64;
  private static final int LABEL_MAX = 63;
  private static final String LOCAL_EXTRA = "!#$%&'*+/=?^_`{|}~-.";

  private EmailRules() {}

  /** The address in NFC with its domain in lower case. */
  public static Checked<String> email(String raw, String field) {
    if (raw.length() > MAX) {
      return Checked.refused(
          ProblemCode.TOO_LONG,
          "An e-mail address has at most %d characters.".formatted(MAX),
          field);
    }
    String address = Normalizer.normalize(raw, Normalizer.Form.NFC);
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return invalid("An e-mail address looks like name@example.org.", field);
    }
    String local = address.substring(0, at);
    String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
    if (local.isEmpty() || local.length() > LOCAL_MAX || !dotted(local, EmailRules::isLocal)) {
      return invalid("The part before the @ is not usable. Check it for typing errors.", field);
    }
    boolean labels = domain.indexOf('.') > 0 && dotted(domain, EmailRules::isDomain);
    for (String label : domain.split("\\.", -1)) {
      labels &= label.length() <= LABEL_MAX && !label.startsWith("-") && !label.endsWith("-");
    }
    if (!labels) {
      return invalid("The part after the @ is not a domain such as example.org.", field);
    }
    return Checked.ok(local + "@" + domain);
  }

  private static boolean dotted(String part, IntPredicate allowed) {
    return !part.startsWith(".")
        && !part.endsWith(".")
        && !part.contains("..")
        && part.codePoints().allMatch(allowed);
  }

  private static boolean isLocal(int c) {
    return LOCAL_EXTRA.indexOf(c) >= 0 || isDomain(c);
  }

  private static boolean isDomain(int c) {
    if (c < 0x80) {
      return c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }
    return Character.isLetterOrDigit(c) && !NameRules.isInvisible(c);
  }

  private static Checked<String> invalid(String message, String field) {
    return Checked.refused(ProblemCode.EMAIL_INVALID, message, field);
  }
}
