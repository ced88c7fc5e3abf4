package chatx.desktop.connection;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.function.Predicate;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Another key answers than the one that is known: both phrases, what that can mean, and the one way
 * on. Nobody gets there by clicking: the phrase has to be typed, as its owner says it.
 */
public final class OtherServerSheet {
  private OtherServerSheet() {}

  /**
   * In front of the window.
   *
   * @param server its name, fit to be shown
   * @param known the safety phrase of the key that is known
   * @param shown the one of the key that answers
   * @param isShown whether somebody typed that one
   * @param retry looks once more who answers
   * @param trust the person has the new key's phrase from the owner
   */
  public static Dialog show(
      Dialogs dialogs,
      Texts texts,
      String server,
      String known,
      String shown,
      Predicate<String> isShown,
      Runnable retry,
      Runnable trust) {
    var typed = new TextField();
    typed.setId("other-server-typed");
    typed.getStyleClass().add("safety-phrase");
    var label = text(texts.get("other_server.typed"), "field-label");
    label.setLabelFor(typed);
    var phrases =
        new VBox(
            phrase(texts.get("other_server.known"), known, "other-server-known"),
            phrase(texts.get("other_server.now"), shown, "other-server-now"));
    phrases.getStyleClass().add("other-server-phrases");
    var body =
        new VBox(
            text(texts.get("other_server.why", server), "dialog-text"),
            phrases,
            text(texts.get("other_server.do"), "dialog-text"),
            new VBox(label, typed, text(texts.get("other_server.kept"), "field-hint")));
    body.getStyleClass().addAll("dialog-form", "other-server");
    body.getStylesheets().add(Theme.css(OtherServerSheet.class, "connection.css"));
    Dialog dialog = dialogs.panel(texts.get("other_server.title", server), body).wide();
    dialog
        .button(texts.get("other_server.retry"), () -> closeThen(dialog, retry))
        .setId("other-server-retry");
    Button go = dialog.danger(texts.get("other_server.trust"), () -> closeThen(dialog, trust));
    go.setId("other-server-trust");
    go.disableProperty().bind(typed.textProperty().map(words -> !isShown.test(words)));
    return dialog.focusOn(typed).show();
  }

  private static HBox phrase(String title, String phrase, String id) {
    var words = text(phrase, "other-server-phrase");
    words.setId(id);
    words.setMinWidth(Region.USE_PREF_SIZE);
    var name = text(title, "field-label");
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    var line = new HBox(name, words);
    line.getStyleClass().add("other-server-line");
    return line;
  }

  private static Label text(String words, String styleClass) {
    var label = new Label(words);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private static void closeThen(Dialog dialog, Runnable then) {
    dialog.close();
    then.run();
  }
}
