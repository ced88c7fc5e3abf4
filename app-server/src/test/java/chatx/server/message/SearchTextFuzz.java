package chatx.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.Limits;
import chatx.protocol.MessagePosted;
import chatx.protocol.ReadHistory;
import chatx.protocol.codec.FrameCodec;
import chatx.server.room.OneRoom;
import chatx.server.room.RoomLog;
import chatx.server.storage.TestDatabases;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever somebody looks for, it is found where it stands and nowhere else: no sign means anything
 * to the database (P7).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTextFuzz {
  private static final List<String> SAID =
      List.of(
          "100 % sure",
          "100 files",
          "snake_case and camelCase",
          "snakeXcase",
          "it's Ada's",
          "back\\slash",
          "!%_!",
          "ÄÖÜ straße",
          "ÍİıI",
          "ΟΔΥΣΣΕΥΣ",
          "🌱 grows",
          "select * from users; --",
          "\"quoted\"",
          "a b\tc");

  private final HistoryStore history = new HistoryStore(new RoomLog(new FrameCodec()));
  private OneRoom room;

  @BeforeAll
  void say() throws Exception {
    room = new OneRoom(TestDatabases.h2Memory());
    for (String body : SAID) {
      room.post(body).get(20, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  void end() {
    room.close();
  }

  @FuzzTest(maxDuration = "30s")
  void whatIsFoundContainsWhatWasLookedFor(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > Limits.HISTORY_TEXT) {
      return;
    }
    HistoryFilter filter = new HistoryFilter(null, null, null, null, text);
    ReadHistory command = new ReadHistory(room.id(), null, null, null, SAID.size(), filter);
    HistoryPage page = room.read(tx -> history.page(tx, command, filter, SAID.size()));
    assertThat(page.entries())
        .extracting(entry -> ((MessagePosted) entry.event()).body())
        .isEqualTo(SAID.stream().filter(said -> contains(said, text)).toList());
  }

  private static boolean contains(String said, String text) {
    return said.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
