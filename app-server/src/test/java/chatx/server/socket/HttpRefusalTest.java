package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is refused before a route sees it is answered like every other refusal. */
final class HttpRefusalTest {
  private static final List<HttpRefusal> ALL =
      List.of(
          HttpRefusal.badRequest("Lines must end in CR LF."),
          HttpRefusal.notFound(),
          HttpRefusal.methodNotAllowed("GET"),
          HttpRefusal.forbidden("This origin is not allowed."),
          HttpRefusal.upgradeRequired("Upgrade to a WebSocket."),
          HttpRefusal.bodyTooLarge(1),
          HttpRefusal.headTooLarge(1),
          HttpRefusal.tooManyOfAddress(1),
          HttpRefusal.unavailable(1));

  @Test
  void everyRefusalIsAProblemOfTheProtocol() {
    List<String> codes = Arrays.stream(ProblemCode.values()).map(ProblemCode::wireName).toList();
    UUID ref = UUID.randomUUID();
    for (HttpRefusal refusal : ALL) {
      String answer = new String(refusal.encode(Clock.systemUTC(), ref), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 " + refusal.status() + " ");
      JsonNode problem =
          JsonMapper.builder().build().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
      assertThat(problem.path("status").asInt()).isEqualTo(refusal.status());
      assertThat(problem.path("title").asString()).isNotEqualTo("Refused");
      assertThat(problem.path("detail").asString()).isEqualTo(refusal.detail());
      assertThat(codes).contains(problem.path("code").asString());
      assertThat(problem.path("ref").asString()).isEqualTo(ref.toString());
    }
  }
}
