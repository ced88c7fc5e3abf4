package chatx.desktop.roomlist;

import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A room: lock or hash, name, star, and how much is new. Follows the room while it shows it. */
final class RoomCell extends ListCell<RoomModel> {
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final PseudoClass MUTED = PseudoClass.getPseudoClass("muted");
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

  private final RoomListViewModel model;
  private final StackPane icon = new StackPane();
  private final Label name = new Label();
  private final Label star;
  private final Label silent;
  private final Label badge = new Label();
  private final HBox row = new HBox();
  private Subscription room = Subscription.EMPTY;

  RoomCell(Texts texts, RoomListViewModel model) {
    this.model = model;
    star = mark(Feather.STAR, texts.get("roomlist.favourite"));
    silent = mark(Feather.BELL_OFF, texts.get("roomlist.muted"));
    icon.setMinWidth(20);
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    badge.getStyleClass().add("badge");
    badge.setMinWidth(Region.USE_PREF_SIZE);
    badge.managedProperty().bind(badge.visibleProperty());
    row.getChildren().setAll(icon, name, silent, star, badge);
    row.getStyleClass().addAll("row", "room-row");
    getStyleClass().add("room-cell");
    setPrefWidth(0);
    model.openProperty().subscribe(_ -> fill());
  }

  @Override
  protected void updateItem(@Nullable RoomModel shown, boolean empty) {
    super.updateItem(shown, empty);
    room.unsubscribe();
    room = Subscription.EMPTY;
    if (empty || shown == null) {
      setGraphic(null);
      setAccessibleText(null);
      setTooltip(null);
      return;
    }
    for (ObservableValue<?> value :
        List.of(
            shown.nameProperty(),
            shown.lockedProperty(),
            shown.unreadProperty(),
            shown.mentionsProperty(),
            shown.favouriteProperty(),
            shown.mutedProperty())) {
      room = room.and(value.subscribe(this::fill));
    }
    fill();
    setGraphic(row);
  }

  @Override
  public void updateSelected(boolean selected) {
    super.updateSelected(selected);
    row.getStyleClass().remove("selected");
    if (selected) {
      row.getStyleClass().add("selected");
    }
  }

  private void fill() {
    RoomModel shown = getItem();
    if (shown == null) {
      return;
    }
    boolean muted = shown.mutedProperty().get();
    icon.getChildren().setAll(Icons.of(shown.lockedProperty().get() ? Feather.LOCK : Feather.HASH));
    name.setText(SafeText.oneLine(shown.name()));
    badge.setText(RoomListViewModel.badge(shown));
    badge.setVisible(!badge.getText().isEmpty());
    badge.getStyleClass().remove("mention");
    if (shown.mentionsProperty().get() > 0) {
      badge.getStyleClass().add("mention");
    }
    star.setVisible(shown.favouriteProperty().get());
    silent.setVisible(muted);
    row.pseudoClassStateChanged(UNREAD, RoomListViewModel.stands(shown));
    row.pseudoClassStateChanged(MUTED, muted);
    row.pseudoClassStateChanged(OPEN, shown.equals(model.openProperty().get()));
    setAccessibleText(model.spoken(shown));
  }

  private static Label mark(Feather icon, String words) {
    var mark = new Label();
    mark.setGraphic(Icons.of(icon));
    mark.setTooltip(Icons.tooltip(words));
    mark.getStyleClass().add("room-mark");
    mark.setMinWidth(Region.USE_PREF_SIZE);
    mark.managedProperty().bind(mark.visibleProperty());
    return mark;
  }
}
