package chatx.desktop.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings are kept, typed, and survive damage and newer versions. */
final class PreferencesTest {
  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("preferences.json");
  }

  @Test
  void theDefaultsHoldUntilSomebodyChooses() {
    WindowGeometry window = new WindowGeometry(-1_280, 40, 1_280, 800, true);
    try (Preferences preferences = open()) {
      assertThat(preferences.get(Preferences.THEME)).isEqualTo(ThemeChoice.SYSTEM);
      assertThat(preferences.get(Preferences.WINDOW)).isEqualTo(WindowGeometry.NONE);
      preferences.set(Preferences.THEME, ThemeChoice.DARK);
      preferences.set(Preferences.TEXT_SIZE, 125);
      preferences.set(Preferences.ENTER_SENDS, false);
      preferences.set(Preferences.WINDOW, window);
      preferences.set(Preferences.DISPLAY_NAME, "Ada \"Countess\" \uD83C\uDF31");
    }
    try (Preferences preferences = open()) {
      assertThat(preferences.get(Preferences.THEME)).isEqualTo(ThemeChoice.DARK);
      assertThat(preferences.get(Preferences.TEXT_SIZE)).isEqualTo(125);
      assertThat(preferences.get(Preferences.ENTER_SENDS)).isFalse();
      assertThat(preferences.get(Preferences.WINDOW)).isEqualTo(window);
      assertThat(preferences.get(Preferences.DISPLAY_NAME))
          .isEqualTo("Ada \"Countess\" \uD83C\uDF31");
      assertThat(preferences.get(Preferences.NOTIFICATIONS)).isTrue();
    }
  }

  @Test
  void changesAreWrittenSoonWithoutClosingForTheOwnerAlone() throws Exception {
    try (Preferences preferences = open()) {
      preferences.set(Preferences.DENSITY, Density.COMPACT);
      await().atMost(5, SECONDS).until(() -> Files.exists(file));
      assertThat(open().get(Preferences.DENSITY)).isEqualTo(Density.COMPACT);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void listenersHearOfChangesAndOfNothingElse() {
    List<Integer> heard = new ArrayList<>();
    try (Preferences preferences = open()) {
      Runnable end = preferences.listen(Preferences.TEXT_SIZE, heard::add);
      preferences.set(Preferences.TEXT_SIZE, 110);
      preferences.set(Preferences.TEXT_SIZE, 110);
      preferences.set(Preferences.ENTER_SENDS, false);
      end.run();
      preferences.set(Preferences.TEXT_SIZE, 120);
    }
    assertThat(heard).containsExactly(110);
  }

  @Test
  void aDamagedFileIsSetAsideAndTheDefaultsHold() throws Exception {
    Files.writeString(file, "{\"settings\": {\"theme\": \"dark\"");
    try (Preferences preferences = open()) {
      assertThat(preferences.notices()).containsExactly(StorageNotice.PREFERENCES_SET_ASIDE);
      assertThat(preferences.get(Preferences.THEME)).isEqualTo(ThemeChoice.SYSTEM);
    }
    assertThat(folder.resolve("preferences.json.damaged-20261123-120000"))
        .hasContent("{\"settings\": {\"theme\": \"dark\"");
    assertThat(open().notices()).isEmpty();
  }

  @Test
  void whatANewerVersionWroteIsUsedWhereItIsKnownAndKeptWhereItIsNot() throws Exception {
    Files.writeString(
        file,
        """
        {"format": 9, "future": [1, 2],
         "settings": {"theme": "sepia", "textSize": "9000", "density": "compact", "voice": "on",
                      "window": "here", "enterSends": true}}
        """);
    try (Preferences preferences = open()) {
      assertThat(preferences.notices()).isEmpty();
      assertThat(preferences.get(Preferences.THEME)).isEqualTo(ThemeChoice.SYSTEM);
      assertThat(preferences.get(Preferences.TEXT_SIZE)).isEqualTo(100);
      assertThat(preferences.get(Preferences.WINDOW)).isEqualTo(WindowGeometry.NONE);
      assertThat(preferences.get(Preferences.DENSITY)).isEqualTo(Density.COMPACT);
      preferences.set(Preferences.LOCALE, "de");
    }
    assertThat(Files.readString(file))
        .contains("\"format\" : 9")
        .contains("\"future\"")
        .contains("\"voice\" : \"on\"")
        .contains("\"locale\" : \"de\"");
  }

  private Preferences open() {
    return Preferences.open(file, Samples.CLOCK);
  }
}
