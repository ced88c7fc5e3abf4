package chatx.protocol.trust;

import java.util.Locale;

/**
 * The first 80 bits of a {@link ServerKey} as five words that can be pronounced in any language:
 * proquints (Wilkerson, "A Proposal for Proquints"). Two people read it to each other and know that
 * nobody sits between them. Immutable, for any thread.
 */
public final class SafetyPhrase {
  private static final int WORDS = 5;
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";

  private final String text;

  private SafetyPhrase(String text) {
    this.text = text;
  }

  static SafetyPhrase of(byte[] hash) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      int bits = ((hash[2 * i] & 0xFF) << 8) | (hash[2 * i + 1] & 0xFF);
      words
          .append(i == 0 ? "" : "-")
          .append(CONSONANTS.charAt(bits >> 12))
          .append(VOWELS.charAt((bits >> 10) & 3))
          .append(CONSONANTS.charAt((bits >> 6) & 15))
          .append(VOWELS.charAt((bits >> 4) & 3))
          .append(CONSONANTS.charAt(bits & 15));
    }
    return new SafetyPhrase(words.toString());
  }

  /** The five words, in small letters with hyphens between them. */
  public String text() {
    return text;
  }

  /**
   * Whether somebody typed this phrase; case, and what stands between the letters, do not count.
   */
  public boolean isWrittenAs(String typed) {
    return letters(typed).equals(letters(text));
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafetyPhrase phrase && phrase.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
