package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

class KeyMapTest {
  @Test
  void no_two_actions_share_a_key_where_both_could_be_meant() {
    for (Shortcut.Scope scope : Shortcut.Scope.values()) {
      Map<KeyCombination, Shortcut> taken = new HashMap<>();
      Stream.concat(
              KeyMap.in(Shortcut.Scope.WINDOW).stream(),
              scope == Shortcut.Scope.WINDOW ? Stream.of() : KeyMap.in(scope).stream())
          .forEach(shortcut ->
              assertThat(taken.put(shortcut.keys(), shortcut)).as(shortcut.toString()).isNull());
    }
  }

  @Test
  void every_key_is_one_that_keyboards_have() {
    for (Shortcut shortcut : Shortcut.values()) {
      assertThat(shortcut.keys()).as(shortcut.toString()).isInstanceOf(KeyCodeCombination.class);
    }
  }

  @Test
  void keys_of_a_view_cannot_be_put_on_the_window() {
    var keys = new KeyMap();
    assertThatThrownBy(() -> keys.on(Shortcut.SEND, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
