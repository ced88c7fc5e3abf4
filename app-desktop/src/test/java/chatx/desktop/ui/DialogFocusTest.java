package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** While a dialog is open the keyboard is in it. */
@SuppressWarnings("NullAway.Init")
class DialogFocusTest {
  private final FxRobot robot = new FxRobot();
  private Dialogs dialogs;
  private Button behind;
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
    FxToolkit.setupFixture(() -> {
      dialogs = new Dialogs(Texts.of(Locale.ENGLISH));
      behind = new Button("behind");
      var scene = new Scene(new StackPane(behind, dialogs.layer()), 800, 600);
      new Theme(Look.DEFAULT).install(scene);
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    robot.interact(() -> {
      Dialog dialog = dialogs.panel("Remove?", new Label("It is gone then."));
      Button keep = dialog.cancel();
      dialog.danger("Remove", () -> {}).setId("remove");
      dialog.focusOn(keep).show();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  @Test
  void what_takes_it_away_gives_it_back_where_it_was() {
    assertThat(focused()).isEqualTo("dialog-cancel");
    robot.interact(behind::requestFocus);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(focused()).isEqualTo("dialog-cancel");
  }

  @Test
  void tab_goes_round_in_it_both_ways() {
    robot.type(KeyCode.TAB);
    assertThat(focused()).isEqualTo("remove");
    robot.type(KeyCode.TAB);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(focused()).isEqualTo("dialog-close");
    robot.push(KeyCode.SHIFT, KeyCode.TAB);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(focused()).isEqualTo("remove");
  }

  private String focused() {
    return String.valueOf(stage.getScene().getFocusOwner().getId());
  }
}
