package chatx.desktop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.LoggedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed process loses nothing of what it said was kept. */
final class CrashTest {
  private static final int KILLS = Integer.getInteger("chatx.test.kills", 3);

  @TempDir Path folder;

  @Test
  void everyMessageThatWasKeptIsThereAfterAKill() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> said = new ArrayList<>();
      try (Fork fork = Fork.start("keep", folder)) {
        for (int line = 0; line < 8 + 3 * kill; line++) {
          said.add(fork.line());
        }
        said.addAll(fork.kill());
      }
      Set<String> uncertain = new HashSet<>();
      for (String line : said) {
        String key = line.substring(line.lastIndexOf(' ') + 1);
        switch (line.substring(0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' '))) {
          case "kept" -> expected.add(key);
          case "deleting" -> {
            expected.remove(key);
            uncertain.add(key);
          }
          case "deleted" -> uncertain.remove(key);
          default -> assertThat(line).isEqualTo("ready");
        }
      }
      List<StorageNotice> notices = new CopyOnWriteArrayList<>();
      try (AccountStore store = Samples.open(folder)) {
        store.listen(notices::add);
        List<String> kept =
            new ArrayList<>(store.outbox().stream().map(entry -> entry.key().toString()).toList());
        kept.removeAll(uncertain);
        assertThat(kept).containsSubsequence(expected);
        // The one it was keeping when it died may be there as well, and none that was deleted.
        assertThat(kept.size() - expected.size()).isBetween(0, 1);
        assertThat(store.rooms())
            .allSatisfy(room ->
                assertThat(room.recent().getLast().seq()).isEqualTo(room.state().lastSeq()));
        expected = kept;
      }
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void theCacheOfAKilledProcessIsWholeUpToSomeEvent() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      long written = 0;
      try (Fork fork = Fork.start("cache", folder)) {
        for (int line = 0; line < 3 + 4 * kill; line++) {
          written = number(fork.line());
        }
        for (String line : fork.kill()) {
          written = number(line);
        }
      }
      List<StorageNotice> notices = new CopyOnWriteArrayList<>();
      try (AccountStore store = Samples.open(folder)) {
        store.listen(notices::add);
        assertThat(store.rooms()).hasSize(2);
        for (RoomSnapshot room : store.rooms()) {
          // The last commit may have come before the word of it, and the one after it may be there.
          assertThat(room.state().lastSeq()).isBetween(written, written + 40);
          assertThat(room.recent())
              .extracting(LoggedEvent::seq)
              .isEqualTo(
                  LongStream.rangeClosed(
                          Math.max(1, room.state().lastSeq() - AccountStore.RECENT_EVENTS + 1),
                          room.state().lastSeq())
                      .boxed()
                      .toList());
        }
        assertThat(store.rooms())
            .extracting(room -> room.state().lastSeq())
            .as("written as one")
            .hasSize(2)
            .containsOnly(store.rooms().getFirst().state().lastSeq());
      }
      assertThat(notices).isEmpty();
    }
  }

  @Test
  void settingsAreOldOrNewAfterAKillAndNeverTorn() throws Exception {
    Path file = folder.resolve("preferences.json");
    for (int kill = 0; kill < KILLS; kill++) {
      int last = -1;
      try (Fork fork = Fork.start("prefer", file)) {
        for (int line = 0; line < 3 + 2 * kill; line++) {
          last = number(fork.line());
        }
        for (String line : fork.kill()) {
          last = number(line);
        }
      }
      Preferences preferences = Preferences.open(file, Samples.CLOCK);
      assertThat(preferences.notices()).isEmpty();
      assertThat(number(preferences.get(Preferences.DISPLAY_NAME))).isBetween(last, last + 1);
    }
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }
}
