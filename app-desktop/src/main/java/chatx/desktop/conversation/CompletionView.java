package chatx.desktop.conversation;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What the word at the caret may become; the keys for it are the composer's. */
final class CompletionView extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double PICTURE = 24;
  private final ComposerViewModel viewModel;
  private final Texts texts;
  private final EmojiImages images;

  CompletionView(ComposerViewModel viewModel, Texts texts, EmojiImages images) {
    this.viewModel = viewModel;
    this.texts = texts;
    this.images = images;
    setId("completion");
    getStyleClass().addAll("floating", "completion");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    managedProperty().bind(visibleProperty());
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    viewModel.completionProperty().subscribe(this::show);
  }

  private void show(Completion completion) {
    setVisible(!completion.isEmpty());
    getChildren().clear();
    for (int i = 0; i < completion.suggestions().size(); i++) {
      int index = i;
      var row = row(completion.suggestions().get(i));
      row.pseudoClassStateChanged(CHOSEN, i == completion.chosen());
      row.setOnMousePressed(event -> {
        event.consume();
        viewModel.accept(index);
      });
      getChildren().add(row);
    }
  }

  private Node row(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Person(var user, _) ->
          row(
              Avatar.of(user.id(), user.displayName(), PICTURE),
              SafeText.oneLine(user.displayName()),
              "@" + SafeText.oneLine(user.name()));
      case Suggestion.Everybody() ->
          row(Icons.of(Feather.USERS), "@room", texts.get("conversation.everybody"));
      case Suggestion.Room(var name) -> row(Icons.of(Feather.HASH), SafeText.oneLine(name), "");
      case Suggestion.Picture(var emoji) -> {
        Optional<? extends Node> picture = images.node(emoji.sequence(), PICTURE - 4);
        yield row(
            picture.isPresent() ? picture.get() : new Label(emoji.sequence()), emoji.typed(), "");
      }
    };
  }

  private static Node row(Node picture, String words, String detail) {
    var label = new Label(words);
    label.getStyleClass().add("completion-words");
    var more = new Label(detail);
    more.getStyleClass().addAll("subtle", "small");
    more.setMinWidth(0);
    var row = new HBox(picture, label, more);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("completion-row");
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(words);
    return row;
  }
}
