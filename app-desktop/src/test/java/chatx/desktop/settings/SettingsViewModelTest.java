package chatx.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.ThemeChoice;
import chatx.desktop.ui.Texts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsViewModelTest {
  private static final Texts TEXTS = Texts.of(Locale.ENGLISH);

  @TempDir private Path dir;

  @Test
  void with_nothing_typed_everything_is_shown() {
    with(preferences ->
        assertThat(new SettingsViewModel(TEXTS, preferences).shownProperty().get())
            .containsExactlyInAnyOrder(Setting.values()));
  }

  @Test
  void search_finds_titles_hints_and_other_words_in_any_order_and_case() {
    with(preferences -> {
      var model = new SettingsViewModel(TEXTS, preferences);
      model.queryProperty().set("ZOOM");
      assertThat(model.shownProperty().get()).containsExactly(Setting.TEXT_SIZE);
      model.queryProperty().set("password");
      assertThat(model.shownProperty().get()).contains(Setting.PASSWORD);
      model.queryProperty().set("mode dark");
      assertThat(model.shownProperty().get()).containsExactly(Setting.THEME);
      model.queryProperty().set("account");
      assertThat(model.shownProperty().get())
          .containsAll(EnumSet.of(Setting.SESSIONS, Setting.PASSWORD, Setting.SIGN_OUT));
      model.queryProperty().set("xyzzy");
      assertThat(model.shownProperty().get()).isEmpty();
      model.queryProperty().set("");
      assertThat(model.shownProperty().get()).hasSize(Setting.values().length);
    });
  }

  @Test
  void search_speaks_the_language_of_the_window() {
    with(preferences -> {
      var model = new SettingsViewModel(Texts.of(Locale.GERMAN), preferences);
      model.queryProperty().set("größer");
      assertThat(model.shownProperty().get()).containsExactly(Setting.TEXT_SIZE);
    });
  }

  @Test
  void a_choice_counts_at_once() {
    with(preferences -> {
      var model = new SettingsViewModel(TEXTS, preferences);
      model.set(Preferences.THEME, ThemeChoice.DARK);
      assertThat(preferences.get(Preferences.THEME)).isEqualTo(ThemeChoice.DARK);
    });
  }

  @Test
  void a_password_is_not_changed_without_both_and_a_failure_is_told() {
    var desk = new SampleDesk(CompletableFuture.failedFuture(new IllegalStateException("broken")));
    var model = new AccountViewModel(TEXTS, desk, Runnable::run);
    model.changePassword();
    assertThat(model.passwordProblemProperty().get())
        .isEqualTo(TEXTS.get("settings.password.missing"));
    model.currentPasswordProperty().set("old");
    model.newPasswordProperty().set("new");
    model.changePassword();
    assertThat(model.passwordProblemProperty().get()).isNotBlank();
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(model.currentPasswordProperty().get()).isEqualTo("old");
  }

  @Test
  void the_sessions_of_the_account_are_listed() {
    var model = new AccountViewModel(TEXTS, SampleDesk.friendly(), Runnable::run);
    model.loadSessions();
    assertThat(model.sessions()).hasSize(2);
    assertThat(model.sessionsProblemProperty().get()).isEmpty();
  }

  private interface Use {
    void of(Preferences preferences);
  }

  private void with(Use use) {
    if (AppFolder.open(dir.resolve("app"), List.of())
        instanceof AppFolder.Opened(AppFolder folder)) {
      try (folder;
          var preferences = Preferences.open(folder, Clock.systemUTC())) {
        use.of(preferences);
      }
    } else {
      throw new AssertionError("the folder did not open");
    }
  }
}
