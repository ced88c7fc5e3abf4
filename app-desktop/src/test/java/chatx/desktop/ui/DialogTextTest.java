package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class DialogTextTest {
  @BeforeAll
  static void startToolkit() throws Exception {
    var _ = FxToolkit.registerPrimaryStage();
  }

  /** Some of them break into another line where two pixels are missing. */
  @Test
  void a_question_stands_there_in_full() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (int others = 0; others < 20; others++) {
        String text = Texts.of(language).get("host.stop.text", others);
        double hidden = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> hidden(text));
        assertThat(hidden).as(text).isNotPositive();
      }
    }
  }

  /** How much of it has to be scrolled to, in pixels. */
  private static double hidden(String text) {
    var dialogs = new Dialogs(Texts.of(Locale.ENGLISH));
    var root = new StackPane(new Region(), dialogs.layer());
    var scene = new Scene(root, 640, 480);
    new Theme(Look.DEFAULT).install(scene);
    dialogs.confirm("Sure?", text, "Yes", () -> {});
    root.applyCss();
    root.layout();
    root.layout();
    var body = (ScrollPane) root.lookup(".dialog-body");
    Node content = body.getContent();
    return content.getLayoutBounds().getHeight() - body.getViewportBounds().getHeight();
  }
}
