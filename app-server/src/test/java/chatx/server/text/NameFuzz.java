package chatx.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever somebody wants to be called, what becomes of it is in order and stays as it is (P7). */
class NameFuzz {
  @FuzzTest(maxDuration = "30s")
  void whatIsAcceptedIsAcceptedAgainAsItIs(byte[] bytes) {
    String raw = new String(bytes, StandardCharsets.UTF_8);
    for (Checked<String> checked :
        List.of(
            NameRules.userName(raw, "name"),
            NameRules.roomName(raw, "name"),
            NameRules.displayName(raw, "name"))) {
      if (checked instanceof Checked.Ok<String>(String name)) {
        assertThat(name.codePointCount(0, name.length())).isBetween(1, 64);
        assertThat(name.codePoints())
            .noneMatch(c -> Character.isISOControl(c) || (c != ' ' && NameRules.isInvisible(c)));
        assertThat(NameKey.of(name).shapes()).isNotEmpty();
      }
    }
    if (NameRules.roomName(raw, "name") instanceof Checked.Ok<String> room) {
      assertThat(NameRules.roomName(room.value(), "name")).isEqualTo(room);
    }
    if (NameRules.userName(raw, "name") instanceof Checked.Ok<String> user) {
      assertThat(NameRules.userName(user.value(), "name")).isEqualTo(user);
    }
  }
}
