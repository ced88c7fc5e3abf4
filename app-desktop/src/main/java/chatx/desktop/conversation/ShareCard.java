package chatx.desktop.conversation;

import atlantafx.base.controls.ToggleSwitch;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Where a room that is hosted here can be reached: what to tell others. Closed, it stays closed.
 */
final class ShareCard extends HBox {
  private final Texts texts;
  private final Label title = new Label();
  private final Label text = new Label();
  private final Label phrase = new Label();
  private final FlowPane buttons = new FlowPane();
  private final ToggleSwitch visible = new ToggleSwitch();
  private final Label seen = new Label();
  private final Button invite;
  private Runnable onInvite = () -> {};
  private Consumer<Boolean> onVisible = _ -> {};
  private @Nullable List<String> shown;
  private @Nullable List<String> dismissed;

  ShareCard(Texts texts) {
    this.texts = texts;
    setId("share-card");
    getStyleClass().add("share-card");
    title.getStyleClass().add("share-title");
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    buttons.getStyleClass().add("share-addresses");
    phrase.setId("share-phrase");
    phrase.getStyleClass().add("muted");
    phrase.setWrapText(true);
    phrase.managedProperty().bind(phrase.visibleProperty());
    seen.getStyleClass().add("muted");
    seen.setWrapText(true);
    seen.setMinWidth(0);
    HBox.setHgrow(seen, Priority.ALWAYS);
    visible.setId("share-visible");
    visible.setAccessibleText(texts.get("settings.hosting.visible"));
    visible.setMinWidth(USE_PREF_SIZE);
    visible.selectedProperty().addListener((_, _, on) -> onVisible.accept(on));
    var visibility = new HBox(visible, seen);
    visibility.getStyleClass().add("share-visibility");
    visibility.visibleProperty().bind(buttons.visibleProperty());
    visibility.managedProperty().bind(visibility.visibleProperty());
    invite = new Button(texts.get("conversation.share_invite"), Icons.of(Feather.USER_PLUS, 16));
    invite.setId("share-invite");
    invite.getStyleClass().add("accent");
    invite.setOnAction(_ -> onInvite.run());
    invite.visibleProperty().bind(buttons.visibleProperty());
    invite.managedProperty().bind(invite.visibleProperty());
    var words = new VBox(title, text, invite, buttons, phrase, visibility);
    words.setSpacing(4);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    var close = Icons.button(Feather.X, texts.get("dialog.close"));
    close.setId("share-close");
    close.setOnAction(_ -> {
      dismissed = shown;
      hide();
    });
    getChildren().setAll(words, close);
    managedProperty().bind(visibleProperty());
    buttons.managedProperty().bind(buttons.visibleProperty());
    hide();
  }

  /** What to do when the person wants a link for others. */
  void onInvite(Runnable then) {
    onInvite = then;
  }

  /** What to do when the person has it seen on the network or not. */
  void onVisible(Consumer<Boolean> then) {
    onVisible = then;
  }

  /**
   * @param addresses as a person would type them; none means that nobody else can come yet
   * @param safetyPhrase what the others see, too, when they come for the first time
   * @param isVisible whether people on the same network find it by themselves
   */
  void show(List<String> addresses, String safetyPhrase, boolean isVisible) {
    visible.setSelected(isVisible);
    seen.setText(texts.get(isVisible ? "conversation.share_visible" : "conversation.share_hidden"));
    boolean onlyHere = addresses.isEmpty();
    title.setText(
        texts.get(onlyHere ? "conversation.share_alone_title" : "conversation.share_title"));
    text.setText(texts.get(onlyHere ? "conversation.share_alone" : "conversation.share_text"));
    buttons.getChildren().setAll(addresses.stream().map(this::button).toList());
    buttons.setVisible(!onlyHere);
    phrase.setText(texts.get("conversation.share_phrase", safetyPhrase));
    phrase.setVisible(!onlyHere && !safetyPhrase.isEmpty());
    shown = addresses;
    setVisible(!addresses.equals(dismissed));
  }

  void hide() {
    setVisible(false);
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
