package chatx.desktop.rail;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Asks before a server is taken off this computer, and names what would be lost. */
public final class RemoveServerDialog {
  private static final int NAMED = 5;
  private static final int BEGINNING = 80;

  private RemoveServerDialog() {}

  /**
   * A message that the server does not have yet.
   *
   * @param room its name; empty for a room that is gone
   */
  public record Unsent(String room, String body) {}

  /**
   * @param server what its operator calls it
   * @param then removes it
   */
  public static Dialog show(
      Dialogs dialogs, Texts texts, String server, List<Unsent> unsent, Runnable then) {
    var body = new VBox(paragraph(texts.get("remove.text")));
    body.getStyleClass().add("dialog-form");
    body.getStylesheets().add(Theme.css(RemoveServerDialog.class, "rail.css"));
    if (!unsent.isEmpty()) {
      var lost = new VBox(paragraph(texts.get("remove.unsent", unsent.size())));
      lost.getStyleClass().add("lost-messages");
      unsent.stream().limit(NAMED).map(one -> line(texts, one)).forEach(lost.getChildren()::add);
      if (unsent.size() > NAMED) {
        lost.getChildren().add(paragraph(texts.get("remove.unsent_more", unsent.size() - NAMED)));
      }
      body.getChildren().add(lost);
    }
    Dialog dialog = dialogs.panel(texts.get("remove.title", SafeText.oneLine(server)), body);
    var keep = dialog.cancel();
    var remove =
        dialog.danger(
            texts.get("remove.action"),
            () -> {
              dialog.close();
              then.run();
            });
    remove.setId("remove-server");
    return dialog.focusOn(keep).show();
  }

  private static Label line(Texts texts, Unsent one) {
    String room = one.room().isEmpty() ? texts.get("remove.room_gone") : one.room();
    var line =
        new Label(texts.get("remove.unsent_one", SafeText.oneLine(room), beginning(one.body())));
    line.getStyleClass().add("small");
    return line;
  }

  private static String beginning(String body) {
    int end = Math.min(body.codePointCount(0, body.length()), BEGINNING);
    int cut = body.offsetByCodePoints(0, end);
    return SafeText.oneLine(body.substring(0, cut)) + (cut < body.length() ? "…" : "");
  }

  private static Label paragraph(String words) {
    var label = new Label(words);
    label.setWrapText(true);
    label.getStyleClass().add("dialog-text");
    return label;
  }
}
