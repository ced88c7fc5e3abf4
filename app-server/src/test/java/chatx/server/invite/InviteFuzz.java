package chatx.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.codec.InviteCodec;
import chatx.protocol.codec.InviteCodec.Reading;
import chatx.protocol.invite.InviteToken;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Whatever somebody pastes, even with a checksum that is right, is an invite that is written the
 * same again, or none (P7).
 */
class InviteFuzz {
  private static final InviteCodec CODEC = new InviteCodec();

  private static final List<String> FRONTS =
      List.of("chatx://h:1/#", "https://h:1/i#", "http://h:1/i#", "chatx:#");

  @FuzzTest(maxDuration = "30s")
  void everyTextIsAnInviteOrIsRefused(FuzzedDataProvider data) {
    String text =
        data.consumeBoolean()
            ? FRONTS.get(data.consumeInt(0, FRONTS.size() - 1))
                + sealed(data.consumeRemainingAsBytes())
            : data.consumeRemainingAsString();
    Reading reading = CODEC.read(text);
    if (reading instanceof Reading.Invite(var link)) {
      assertThat(text.strip()).isIn(CODEC.text(link), CODEC.webText(link));
      assertThat(link.addresses()).hasSizeBetween(1, 16);
      assertThat(link.server() + link.room()).doesNotContainPattern("\\p{Cntrl}");
      assertThat(link.token().toString()).doesNotContain(link.token().text());
    }
    assertThat(CODEC.looksLikeOne(text))
        .isEqualTo(!reading.equals(new Reading.Refused(InviteCodec.Reason.NOT_AN_INVITE)));
    InviteToken.parse(text).ifPresent(token -> assertThat(token.text()).isEqualTo(text));
  }

  /** As the payload of an invite is written, whatever it is. */
  private static String sealed(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    byte[] whole =
        ByteBuffer.allocate(bytes.length + Integer.BYTES)
            .put(bytes)
            .putInt((int) sum.getValue())
            .array();
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(whole), StandardCharsets.US_ASCII);
  }
}
