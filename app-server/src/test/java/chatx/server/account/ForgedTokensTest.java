package chatx.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import chatx.protocol.http.SessionTokens;
import chatx.server.limit.LimitSettings;
import chatx.server.secret.SecretFileException;
import chatx.server.storage.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S2. Most are signed with the right key: only the checks of our own refuse those. */
class ForgedTokensTest {
  private static final String HEADER = "{\"alg\":\"HS512\",\"typ\":\"at+jwt\"}";

  @Test
  void noneOfThemIsAcceptedAndAllGetTheSameAnswer(@TempDir Path folder)
      throws SecretFileException, GeneralSecurityException {
    try (AccountsFixture it =
        new AccountsFixture(TestDatabases.h2Memory(), folder, 4, LimitSettings.standard())) {
      it.register("anna");
      it.register("berta");
      SessionTokens anna = it.signIn("anna");
      SessionTokens berta = it.signIn("berta");
      String claims = claims(anna.accessToken());
      SecretKey key = it.signingKey.key();
      Authenticator authenticator = it.accounts.authenticator();
      assertThat(authenticator.authenticate(signed(HEADER, claims, key, "HmacSHA512")))
          .as("the forger of this test can make a good one")
          .isInstanceOf(Authentication.Granted.class);

      List<String> forged =
          forged(anna, claims, key, berta.user().id().toString(), it.now().getEpochSecond());
      Set<Authentication> answers = new HashSet<>();
      for (String token : forged) {
        Authentication answer = authenticator.authenticate(token);
        assertThat(answer).as(token).isInstanceOf(Authentication.Refused.class);
        answers.add(answer);
      }
      assertThat(forged).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
      assertThat(answers)
          .singleElement()
          .isInstanceOfSatisfying(
              Authentication.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(ProblemCode.UNAUTHORIZED));
    }
  }

  private static List<String> forged(
      SessionTokens anna, String claims, SecretKey key, String otherUser, long now)
      throws GeneralSecurityException {
    String token = anna.accessToken();
    String[] parts = token.split("\\.", -1);
    String payload = parts[0] + "." + parts[1];
    List<String> forged =
        new ArrayList<>(
            List.of(
                "",
                ".",
                "..",
                "...",
                "x",
                "a.b.c",
                token.substring(1),
                token + "." + parts[2],
                payload,
                payload + ".",
                payload + ".AAAA",
                parts[1] + "." + parts[0] + "." + parts[2],
                parts[0] + ".." + parts[2],
                "Bearer " + token,
                "é" + token,
                "x".repeat(1_000_000),
                flip(token, payload.length() + 20),
                flip(token, parts[0].length() + 20),
                token.replace('.', ','),
                anna.refreshToken(),
                anna.deviceToken()));
    for (String algorithm : List.of("none", "None", "NONE", "", "HS512x", "RS256")) {
      String header = HEADER.replace("HS512", algorithm);
      forged.add(text(header) + "." + text(claims) + ".");
      forged.add(signed(header, claims, key, "HmacSHA512"));
    }
    forged.add(signed(HEADER.replace("512", "256"), claims, key, "HmacSHA256"));
    forged.add(signed(HEADER.replace("512", "384"), claims, key, "HmacSHA384"));
    byte[] zeros = new byte[64];
    forged.add(signed(HEADER, claims, new SecretKeySpec(zeros, "HmacSHA512"), "HmacSHA512"));
    for (String header :
        List.of(
            "{\"alg\":\"HS512\"}",
            "{\"typ\":\"at+jwt\"}",
            "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
            "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"crit\":[\"x\"],\"x\":1}",
            "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"b64\":false,\"crit\":[\"b64\"]}",
            "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"zip\":\"DEF\"}",
            "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"kid\":\"../../dev/null\"}",
            "{\"alg\":\"HS512\",\"typ\":\"at+jwt\",\"jku\":\"https://example.org\"}",
            "{\"alg\":\"none\",\"alg\":\"HS512\",\"typ\":\"at+jwt\"}",
            "[]",
            "null",
            "{\"alg\":")) {
      forged.add(signed(header, claims, key, "HmacSHA512"));
    }
    for (String claim : List.of("iss", "aud", "jti", "sub", "sid", "typ", "iat", "exp")) {
      forged.add(
          signed(
              HEADER,
              claims.replace("\"" + claim + "\"", "\"no_" + claim + "\""),
              key,
              "HmacSHA512"));
    }
    for (String[] change :
        List.of(
            new String[] {"\"chatx\"", "\"chaty\""},
            new String[] {"chatx-api", "chatx-web"},
            new String[] {"\"access\"", "\"refresh\""},
            new String[] {anna.user().id().toString(), otherUser},
            new String[] {anna.user().id().toString(), "admin"},
            new String[] {anna.session().toString(), "00000000-0000-7000-8000-000000000000"},
            new String[] {"\"exp\":", "\"nbf\":9999999999,\"exp\":"},
            new String[] {"\"exp\":", "\"admin\":true,\"exp\":"},
            new String[] {"\"exp\":", "\"sub\":\"x\",\"exp\":"},
            new String[] {"\"exp\":" + (now + 600), "\"exp\":" + (now + 60_000_000)},
            new String[] {"\"exp\":" + (now + 600), "\"exp\":\"soon\""},
            new String[] {"\"exp\":" + (now + 600), "\"exp\":1e300"},
            new String[] {"\"exp\":" + (now + 600), "\"exp\":null"},
            new String[] {"}", "}{}"})) {
      String changed = claims.replace(change[0], change[1]);
      assertThat(changed).as(change[0]).isNotEqualTo(claims);
      forged.add(signed(HEADER, changed, key, "HmacSHA512"));
    }
    return forged;
  }

  private static String flip(String token, int at) {
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private static String claims(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static String signed(String header, String claims, SecretKey key, String algorithm)
      throws GeneralSecurityException {
    String content = text(header) + "." + text(claims);
    Mac mac = Mac.getInstance(algorithm);
    mac.init(key);
    byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String text(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
