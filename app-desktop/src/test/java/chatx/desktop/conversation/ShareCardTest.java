package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.ui.Texts;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

@SuppressWarnings("NullAway.Init")
class ShareCardTest {
  private static final List<String> HOME = List.of("192.168.1.20", "10.0.0.5:8421");

  private final FxRobot robot = new FxRobot();
  private ShareCard card;

  @BeforeEach
  void open() throws Exception {
    var _ = FxToolkit.registerPrimaryStage();
    card = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> new ShareCard(Texts.of(Locale.ENGLISH)));
  }

  @Test
  void it_is_not_there_until_somebody_hosts() {
    assertThat(card.isVisible()).isFalse();
  }

  @Test
  void it_names_every_address() {
    show(HOME);
    assertThat(words()).contains("People can join", "192.168.1.20", "10.0.0.5:8421");
    assertThat(words()).anyMatch(words -> words.contains("lusab-babad-gutih-tugad-gutuk"));
  }

  @Test
  void without_a_network_it_says_that_nobody_else_can_come_and_what_to_do() {
    show(HOME);
    show(List.of());
    assertThat(card.isVisible()).isTrue();
    assertThat(words()).contains("Only this computer for now").doesNotContain("192.168.1.20");
    assertThat(words()).anyMatch(words -> words.contains("Connect it by cable or Wi-Fi"));
  }

  @Test
  void closed_it_comes_back_only_with_other_addresses() {
    show(HOME);
    robot.interact(() -> ((Button) card.lookup("#share-close")).fire());
    assertThat(card.isVisible()).isFalse();
    show(HOME);
    assertThat(card.isVisible()).isFalse();
    show(List.of("192.168.7.7"));
    assertThat(card.isVisible()).isTrue();
  }

  private void show(List<String> addresses) {
    robot.interact(() -> card.show(addresses, "lusab-babad-gutih-tugad-gutuk", true));
  }

  private List<String> words() {
    return card.lookupAll("*").stream()
        .filter(Labeled.class::isInstance)
        .map(node -> ((Labeled) node).getText())
        .toList();
  }
}
