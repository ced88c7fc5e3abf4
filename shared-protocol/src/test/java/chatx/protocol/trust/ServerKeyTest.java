package chatx.protocol.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerKeyTest {
  @Test
  void itIsTheHashOfTheEncodedPublicKey() throws Exception {
    PublicKey key = someKey();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());

    assertThat(ServerKey.of(key).text())
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
        .matches("[A-Za-z0-9_-]{43}");
    assertThat(ServerKey.of(key))
        .isEqualTo(ServerKey.of(key))
        .isNotEqualTo(ServerKey.of(someKey()));
  }

  @Test
  void everyKeyComesBackFromItsText() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      byte[] hash = new byte[32];
      random.nextBytes(hash);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      assertThat(ServerKey.parse(text).orElseThrow().text()).isEqualTo(text);
    }
  }

  @Test
  void anythingElseThanTheOneFormIsNoKey() {
    String good = "A".repeat(43);
    assertThat(ServerKey.parse(good)).isPresent();
    List<String> bad =
        List.of(
            "",
            "A".repeat(42),
            "A".repeat(44),
            good + "=",
            " " + good,
            // the last character carries four bits: its two others are zero in the one form
            "A".repeat(42) + "B",
            "+".repeat(43),
            "ä".repeat(43),
            "00".repeat(32));
    for (String text : bad) {
      assertThat(ServerKey.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void thePhraseIsWilkersonsQuintuplets() {
    assertThat(phrase(0x7F, 0, 0, 1, 63, 84, 220, 193, 63, 118))
        .isEqualTo("lusab-babad-gutih-tugad-gutuk");
    assertThat(phrase(140, 98, 193, 141, 64, 255, 6, 200, 12, 110))
        .isEqualTo("mudof-sakat-haguz-biram-budov");
    assertThat(phrase(0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0)).startsWith("zuzuz-babab-");
  }

  @Test
  void thePhraseShowsEveryBitThatItIsMadeOf() {
    byte[] hash = new byte[32];
    String before = phrase(hash);
    for (int bit = 0; bit < 80; bit++) {
      byte[] flipped = Arrays.copyOf(hash, 32);
      flipped[bit / 8] ^= (byte) (0x80 >> (bit % 8));
      assertThat(phrase(flipped)).as("bit %d", bit).isNotEqualTo(before);
    }
  }

  @Test
  void aTypedPhraseMayLookLikePeopleWrite() {
    SafetyPhrase phrase = ServerKey.parse(text(127, 0, 0, 1)).orElseThrow().safetyPhrase();
    assertThat(phrase.text()).isEqualTo("lusab-babad-babab-babab-babab");
    assertThat(phrase.isWrittenAs(" Lusab babad, babab – babab\nBABAB.")).isTrue();
    assertThat(phrase.isWrittenAs("lusab-babad-babab-babab")).isFalse();
    assertThat(phrase.isWrittenAs("lusab-babad-babab-babab-babad")).isFalse();
    assertThat(phrase.isWrittenAs("")).isFalse();
  }

  private static PublicKey someKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair().getPublic();
  }

  private static String phrase(int... first) {
    return ServerKey.parse(text(first)).orElseThrow().safetyPhrase().text();
  }

  private static String phrase(byte[] hash) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    return ServerKey.parse(text).orElseThrow().safetyPhrase().text();
  }

  private static String text(int... first) {
    byte[] hash = new byte[32];
    for (int i = 0; i < first.length; i++) {
      hash[i] = (byte) first[i];
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
