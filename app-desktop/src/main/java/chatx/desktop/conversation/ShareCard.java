package chatx.desktop.conversation;

import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Where a room that is hosted here can be reached: what to tell others. */
final class ShareCard extends HBox {
  private final Texts texts;
  private final FlowPane buttons = new FlowPane();

  ShareCard(Texts texts) {
    this.texts = texts;
    setId("share-card");
    getStyleClass().add("share-card");
    var title = new Label(texts.get("conversation.share_title"));
    title.getStyleClass().add("share-title");
    var text = new Label(texts.get("conversation.share_text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    buttons.getStyleClass().add("share-addresses");
    var words = new VBox(title, text, buttons);
    words.setSpacing(4);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    var close = Icons.button(Feather.X, texts.get("dialog.close"));
    close.setId("share-close");
    close.setOnAction(_ -> show(List.of()));
    getChildren().setAll(words, close);
    managedProperty().bind(visibleProperty());
    show(List.of());
  }

  /** The addresses as a person would type them; none hides the card. */
  void show(List<String> addresses) {
    setVisible(!addresses.isEmpty());
    buttons.getChildren().setAll(addresses.stream().map(this::button).toList());
  }

  private Button button(String address) {
    var button = new Button(address, Icons.of(Feather.COPY));
    button.getStyleClass().add("share-address");
    button.setTooltip(Icons.tooltip(texts.get("conversation.copy_address")));
    button.setOnAction(_ -> {
      SelectionMouse.put(address);
      button.setGraphic(Icons.of(Feather.CHECK));
    });
    return button;
  }
}
