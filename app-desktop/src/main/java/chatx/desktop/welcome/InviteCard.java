package chatx.desktop.welcome;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Says how people join the server inside this app: the addresses, ready to be copied. */
public final class InviteCard {
  private InviteCard() {}

  /** In front of the window. */
  public static Dialog show(Dialogs dialogs, Texts texts, Toasts toasts, List<String> addresses) {
    return dialogs.panel(texts.get("welcome.invite.title"), of(texts, toasts, addresses)).show();
  }

  /**
   * @param addresses what to type on another computer, the likeliest first; empty when this one is
   *     in no network
   */
  public static Region of(Texts texts, Toasts toasts, List<String> addresses) {
    var card = new VBox();
    card.getStyleClass().add("invite");
    card.getStylesheets().add(Theme.css(InviteCard.class, "welcome.css"));
    var lead =
        new Label(
            texts.get(addresses.isEmpty() ? "welcome.invite.no_network" : "welcome.invite.lead"));
    lead.setWrapText(true);
    lead.getStyleClass().add("muted");
    card.getChildren().add(lead);
    for (String address : addresses) {
      card.getChildren().add(line(texts, toasts, address));
    }
    return card;
  }

  private static HBox line(Texts texts, Toasts toasts, String address) {
    var words = new Label(address);
    words.getStyleClass().addAll("mono", "invite-address");
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    var copy = new Button(texts.get("welcome.invite.copy"), Icons.of(Feather.COPY));
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setAccessibleText(texts.get("welcome.invite.copy") + " " + address);
    copy.setOnAction(_ -> {
      var content = new ClipboardContent();
      content.putString(address);
      Clipboard.getSystemClipboard().setContent(content);
      toasts.show(Toasts.Kind.DONE, texts.get("welcome.invite.copied"));
    });
    var line = new HBox(words, copy);
    line.getStyleClass().add("invite-line");
    return line;
  }
}
