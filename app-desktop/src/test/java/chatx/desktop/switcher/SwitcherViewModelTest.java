package chatx.desktop.switcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitcherViewModelTest {
  private final List<SwitchTarget> gone = new ArrayList<>();

  @Test
  void with_nothing_typed_mentions_come_first_then_unread_then_the_latest() {
    var model =
        of(
            target("quiet", 0, 0, 5),
            target("later", 0, 0, 9),
            target("unread", 3, 0, 1),
            target("mention", 1, 1, 2));
    assertThat(names(model)).containsExactly("mention", "unread", "later", "quiet");
    assertThat(model.selectedProperty().get()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "garden, garden, 0",
    "garden party, garden, 1",
    "the garden, gar, 2",
    "kindergarten, gar, 3",
    "general, gnl, 4",
    "garden, xyz, -1",
    "the kindergarten garden, gar, 2"
  })
  void the_closer_the_better(String name, String typed, int rank) {
    assertThat(SwitcherViewModel.rank(name, typed)).isEqualTo(rank);
  }

  @Test
  void case_accents_and_a_leading_hash_do_not_matter() {
    var model = of(target("Café Zürich", 0, 0, 1), target("other", 0, 0, 2));
    model.queryProperty().set("#cafe zur");
    assertThat(names(model)).containsExactly("Café Zürich");
  }

  @Test
  void the_selection_goes_round_and_enter_goes_there() {
    var model = of(target("a", 0, 0, 3), target("b", 0, 0, 2), target("c", 0, 0, 1));
    model.move(-1);
    assertThat(model.accept()).isTrue();
    model.move(1);
    assertThat(model.accept()).isTrue();
    assertThat(gone).extracting(SwitchTarget::name).containsExactly("c", "a");
  }

  @Test
  void with_nothing_found_enter_does_nothing() {
    var model = of(target("a", 0, 0, 1));
    model.queryProperty().set("zzz");
    assertThat(model.found()).isEmpty();
    model.move(1);
    assertThat(model.accept()).isFalse();
    model.queryProperty().set("");
    assertThat(model.selectedProperty().get()).isZero();
  }

  private SwitcherViewModel of(SwitchTarget... targets) {
    return new SwitcherViewModel(List.of(targets), gone::add);
  }

  private static List<String> names(SwitcherViewModel model) {
    return model.found().stream().map(SwitchTarget::name).toList();
  }

  private static SwitchTarget target(String name, int unread, int mentions, long at) {
    return new SwitchTarget(
        new UUID(1, 1), UUID.randomUUID(), name, "", false, unread, mentions, at);
  }
}
