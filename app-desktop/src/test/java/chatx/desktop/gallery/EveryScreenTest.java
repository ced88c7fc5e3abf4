package chatx.desktop.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.ui.Look;
import chatx.desktop.ui.PseudoTexts;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxToolkit;

class EveryScreenTest {
  @BeforeAll
  static void startToolkit() throws Exception {
    var _ = FxToolkit.registerPrimaryStage();
  }

  @TestFactory
  Iterable<DynamicTest> all_words_come_from_the_texts() {
    return Screens.all().stream()
        .map(screen ->
            DynamicTest.dynamicTest(
                screen.name(),
                () -> {
                  Parent root = laidOut(screen, PseudoTexts.leftToRight());
                  List<String> strangers = new ArrayList<>();
                  collect(root, strangers);
                  assertThat(strangers).isEmpty();
                }))
        .toList();
  }

  @TestFactory
  Iterable<DynamicTest> a_language_that_runs_the_other_way_turns_the_screen() {
    return Screens.drawn().stream()
        .map(screen ->
            DynamicTest.dynamicTest(
                screen.name(),
                () ->
                    assertThat(
                            laidOut(screen, PseudoTexts.rightToLeft())
                                .getEffectiveNodeOrientation())
                        .isEqualTo(NodeOrientation.RIGHT_TO_LEFT)))
        .toList();
  }

  private static Parent laidOut(Screen screen, Texts texts) throws Exception {
    var done = new CompletableFuture<Parent>();
    Platform.runLater(() -> {
      try {
        Parent root = screen.root().apply(texts);
        var scene = new Scene(root, 1280, 800);
        new Theme(Look.DEFAULT).install(scene);
        root.applyCss();
        root.layout();
        done.complete(root);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done.get(20, TimeUnit.SECONDS);
  }

  private static void collect(Node node, List<String> strangers) {
    if (isPicture(node)) {
      return;
    }
    switch (node) {
      case Labeled labeled -> check(labeled.getText(), strangers);
      case Text text -> check(text.getText(), strangers);
      case TextInputControl input -> check(input.getPromptText(), strangers);
      default -> {}
    }
    if (node instanceof TextInputControl) {
      return;
    }
    check(node.getAccessibleText(), strangers);
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, strangers));
    }
  }

  /** Icons, initials and the names of keys are no words. */
  private static boolean isPicture(Node node) {
    return node instanceof FontIcon
        || node.getStyleClass().contains("avatar-tile")
        || node.getStyleClass().contains("key");
  }

  private static void check(@Nullable String words, List<String> strangers) {
    if (words != null
        && words.codePoints().anyMatch(Character::isLetter)
        && !words.contains(PseudoTexts.OPEN)
        && !words.contains(PseudoTexts.CLOSE)
        && !words.contains(Screens.MARK)
        && !words.equals("…")) {
      strangers.add(words);
    }
  }
}
