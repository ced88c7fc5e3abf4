package chatx.desktop.connection;

import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** A strip above the conversation. Nothing is blocked by it: one may write on. */
public final class ConnectionBanner {
  private final HBox root = new HBox();
  private final StackPane icon = new StackPane();
  private final Timeline ticking;

  /** What its button does, one at a time. */
  public record Actions(
      Runnable retryNow, Runnable signIn, Runnable explain, Runnable startHosting) {}

  public ConnectionBanner(Texts texts, ConnectionViewModel model, Actions actions) {
    var words = new Label();
    words.textProperty().bind(model.wordsProperty());
    words.getStyleClass().add("banner-words");
    words.setWrapText(true);
    var detail = new Label();
    detail.textProperty().bind(model.detailProperty());
    detail.visibleProperty().bind(model.detailProperty().map(text -> !text.isEmpty()));
    detail.managedProperty().bind(detail.visibleProperty());
    detail.setWrapText(true);
    detail.getStyleClass().add("small");
    var lines = new VBox(words, detail);
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    var button = new Button();
    button.setId("connection-step");
    button.setMinWidth(Region.USE_PREF_SIZE);
    icon.setMinWidth(Region.USE_PREF_SIZE);
    root.getChildren().setAll(icon, lines, button);
    root.getStyleClass().add("banner");
    root.getStylesheets().add(Theme.css(ConnectionBanner.class, "connection.css"));
    root.setAccessibleRole(AccessibleRole.TEXT);
    root.accessibleTextProperty().bind(model.wordsProperty());
    root.visibleProperty().bind(model.visibleProperty());
    root.managedProperty().bind(model.visibleProperty());
    model
        .stepProperty()
        .subscribe(step -> {
          button.setVisible(step != ConnectionViewModel.Step.NONE);
          button.setManaged(step != ConnectionViewModel.Step.NONE);
          switch (step) {
            case NONE -> button.setOnAction(null);
            case RETRY -> does(button, texts.get("connection.retry"), actions.retryNow());
            case SIGN_IN -> does(button, texts.get("connection.sign_in"), actions.signIn());
            case EXPLAIN -> does(button, texts.get("connection.explain"), actions.explain());
            case START_HOSTING ->
                does(button, texts.get("connection.start_hosting"), actions.startHosting());
          }
        });
    model.toneProperty().subscribe(this::dress);
    ticking = new Timeline(new KeyFrame(Duration.seconds(1), _ -> model.tick()));
    ticking.setCycleCount(Animation.INDEFINITE);
    root.sceneProperty()
        .subscribe(scene -> {
          if (scene == null) {
            ticking.stop();
          } else {
            ticking.play();
          }
        });
  }

  public Region root() {
    return root;
  }

  private static void does(Button button, String words, Runnable action) {
    button.setText(words);
    button.setOnAction(_ -> action.run());
  }

  private void dress(ConnectionViewModel.Tone tone) {
    for (ConnectionViewModel.Tone each : ConnectionViewModel.Tone.values()) {
      root.getStyleClass().remove(styleClass(each));
    }
    root.getStyleClass().add(styleClass(tone));
    icon.getChildren()
        .setAll(
            Icons.of(
                switch (tone) {
                  case WAITING -> Feather.REFRESH_CW;
                  case OFFLINE -> Feather.WIFI_OFF;
                  case NEEDS_PERSON -> Feather.ALERT_TRIANGLE;
                }));
  }

  private static String styleClass(ConnectionViewModel.Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
