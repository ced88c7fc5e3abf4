package chatx.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.protocol.codec.InviteCodec.Reading;
import chatx.protocol.codec.InviteCodec.Reason;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InviteCodecTest {
  private static final long SEED = 20_261_123;
  private static final byte[] SOME_BYTES = new byte[32];

  static {
    for (int i = 0; i < SOME_BYTES.length; i++) {
      SOME_BYTES[i] = (byte) i;
    }
  }

  private final InviteCodec codec = new InviteCodec();
  private final InviteLink full =
      new InviteLink(
          List.of(
              new InviteAddress("192.168.1.20", 8420),
              new InviteAddress("fd00::20", 8420),
              new InviteAddress("chat.example", 443)),
          true,
          key(),
          "Ada’s server",
          "Lobby 🌱",
          token());
  private final InviteLink plain =
      new InviteLink(
          List.of(new InviteAddress("ada-laptop.local", 1)), false, null, "", null, token());

  @Test
  void whatIsWrittenIsRead() {
    for (InviteLink link : List.of(full, plain)) {
      assertThat(codec.read(codec.text(link))).isEqualTo(new Reading.Invite(link));
      assertThat(codec.read("\n " + codec.webText(link) + " ")).isEqualTo(new Reading.Invite(link));
      assertThat(codec.text(link).length()).isLessThan(InviteCodec.LONGEST);
    }
    assertThat(codec.text(full)).startsWith("chatx://192.168.1.20:8420/#").hasSizeLessThan(250);
    assertThat(codec.webText(full)).startsWith("https://192.168.1.20:8420/i#");
    assertThat(codec.webText(plain)).startsWith("http://ada-laptop.local:1/i#");
  }

  @Test
  void nothingSecretStandsBeforeTheFragment() {
    for (String text : List.of(codec.text(full), codec.webText(full))) {
      assertThat(text.substring(0, text.indexOf('#')))
          .doesNotContain(token().text())
          .doesNotContain("Lobby");
    }
    assertThat(full.toString()).doesNotContain(token().text());
  }

  @Test
  void everyFlippedBitIsNoticed() {
    for (String text : List.of(codec.text(full), codec.webText(plain))) {
      for (int at = 0; at < text.length(); at++) {
        for (int bit = 1; bit < 128; bit <<= 1) {
          char[] flipped = text.toCharArray();
          flipped[at] ^= (char) bit;
          String other = new String(flipped);
          if (!other.strip().equals(text)) {
            assertThat(codec.read(other)).as(other).isInstanceOf(Reading.Refused.class);
          }
          if (at > text.indexOf('#')) {
            assertThat(codec.read(other)).isEqualTo(new Reading.Refused(Reason.DAMAGED));
          }
        }
      }
    }
  }

  @Test
  void everyFlippedBitOfThePayloadIsDamage() {
    byte[] payload = payload(full);
    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] flipped = payload.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(codec.read("chatx://192.168.1.20:8420/#" + text(flipped)))
          .isEqualTo(new Reading.Refused(Reason.DAMAGED));
    }
  }

  @Test
  void aLinkThatWasCutIsDamaged() {
    String text = codec.text(full);
    for (int end = "chatx:".length(); end < text.length(); end++) {
      assertThat(codec.read(text.substring(0, end))).isEqualTo(new Reading.Refused(Reason.DAMAGED));
    }
    assertThat(codec.read(text + "A")).isEqualTo(new Reading.Refused(Reason.DAMAGED));
  }

  @Test
  void aNewerVersionIsSaidToBeOne() {
    byte[] payload = payload(full);
    payload[0] = 2;
    assertThat(codec.read("chatx://192.168.1.20:8420/#" + text(sealed(payload))))
        .isEqualTo(new Reading.Refused(Reason.NEWER_VERSION));
  }

  @Test
  void anotherAddressThanThePayloadsIsDamage() {
    String fragment = codec.text(full).substring(codec.text(full).indexOf('#'));
    assertThat(codec.read("chatx://192.168.1.21:8420/" + fragment))
        .isEqualTo(new Reading.Refused(Reason.DAMAGED));
    assertThat(codec.read("http://192.168.1.20:8420/i" + fragment))
        .as("a link to a server that encrypts is never plain")
        .isEqualTo(new Reading.Refused(Reason.DAMAGED));
  }

  @Test
  void otherTextsAreNoInvites() {
    for (String text :
        List.of(
            "",
            "#",
            "hello",
            "https://example.org/#top",
            "https://example.org/i",
            "192.168.1.20:8420",
            "x".repeat(InviteCodec.LONGEST + 1))) {
      assertThat(codec.read(text)).isEqualTo(new Reading.Refused(Reason.NOT_AN_INVITE));
      assertThat(codec.looksLikeOne(text)).isFalse();
    }
    assertThat(codec.looksLikeOne("chatx://")).isTrue();
  }

  /** Bytes that pass the checksum: nothing but an invite or a refusal comes of them. */
  @Test
  void whateverComesIsReadOrRefused() {
    Random random = new Random(SEED);
    byte[] good = payload(full);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes;
      if (i % 2 == 0) {
        bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        bytes[0] = (byte) random.nextInt(3);
      } else {
        bytes = good.clone();
        for (int changes = random.nextInt(6); changes >= 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      if (bytes.length > 4) {
        bytes = sealed(bytes);
      }
      String text = "chatx://192.168.1.20:8420/#" + text(bytes);
      if (codec.read(text) instanceof Reading.Invite(InviteLink link)) {
        assertThat(codec.text(link)).as("seed " + SEED).isEqualTo(text);
        assertThat(link.addresses()).hasSizeBetween(1, 16);
      }
    }
  }

  @Test
  void namesThatCannotBeShownAreRefused() {
    for (String name : List.of("Lob\u202Eby", "Lob\nby", "Lob\u0000by", "Lob\u2066by")) {
      InviteLink link =
          new InviteLink(full.addresses(), true, key(), "Ada’s server", name, token());
      assertThat(codec.read(codec.text(link))).isEqualTo(new Reading.Refused(Reason.DAMAGED));
    }
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    InviteLink link = new InviteLink(full.addresses(), true, key(), "🌱".repeat(64), null, token());
    assertThat(codec.read(codec.text(link)))
        .isInstanceOfSatisfying(
            Reading.Invite.class,
            invite -> assertThat(invite.link().server()).isEqualTo("🌱".repeat(50)));
  }

  @Test
  void onlyAddressesAreAddresses() {
    for (InviteAddress wrong :
        List.of(
            new InviteAddress("", 1),
            new InviteAddress("a b", 1),
            new InviteAddress("a/b", 1),
            new InviteAddress("user@host", 1),
            new InviteAddress("Host", 1),
            new InviteAddress("-host", 1),
            new InviteAddress("fd00::1%eth0", 1),
            new InviteAddress("host", 0),
            new InviteAddress("host", 65_536))) {
      InviteLink link = new InviteLink(List.of(wrong), true, key(), "", null, token());
      assertThatThrownBy(() -> codec.text(link)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private byte[] payload(InviteLink link) {
    String text = codec.text(link);
    return Base64.getUrlDecoder().decode(text.substring(text.indexOf('#') + 1));
  }

  private static byte[] sealed(byte[] bytes) {
    int end = bytes.length - 4;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    ByteBuffer.wrap(bytes).putInt(end, (int) sum.getValue());
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static InviteToken token() {
    return InviteToken.of(java.util.Arrays.copyOf(SOME_BYTES, InviteToken.BYTES));
  }

  private static @Nullable ServerKey key() {
    return ServerKey.parse(text(SOME_BYTES)).orElseThrow();
  }
}
