package chatx.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.secret.SecretFiles;
import chatx.server.secret.SigningKey;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes as a token, even signed with the right key, is read without an exception (P7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokenFuzz {
  private static final String HEADER = "{\"alg\":\"HS512\",\"typ\":\"at+jwt\"}";

  private SigningKey key;
  private AccessTokens tokens;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    key = SigningKey.of(SecretFiles.in(folder));
    tokens =
        new AccessTokens(
            key,
            Duration.ofMinutes(10),
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));
  }

  @FuzzTest(maxDuration = "30s")
  void noTextBreaksTheReaderOfTokens(FuzzedDataProvider data) throws GeneralSecurityException {
    switch (data.consumeInt(0, 2)) {
      case 0 ->
          assertThat(tokens.read(data.consumeRemainingAsString()))
              .isInstanceOf(AccessTokens.Reading.Forged.class);
      case 1 ->
          assertThat(tokens.read(signed(HEADER, data.consumeRemainingAsString()))).isNotNull();
      default -> {
        String header = data.consumeString(200);
        assertThat(tokens.read(signed(header, data.consumeRemainingAsString()))).isNotNull();
      }
    }
  }

  private String signed(String header, String claims) throws GeneralSecurityException {
    String text =
        part(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + part(claims.getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(key.key());
    return text + "." + part(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
