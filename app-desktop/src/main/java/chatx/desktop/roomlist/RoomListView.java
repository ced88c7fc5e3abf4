package chatx.desktop.roomlist;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The column of rooms: a click or Enter opens one, each has a menu. FX thread only.
 *
 * <p>The selection of the list follows the keys; it goes back to the open room when the focus
 * leaves.
 */
public final class RoomListView {
  private static final double MY_PICTURE = 32;

  private final Texts texts;
  private final RoomListViewModel model;
  private final Actions actions;
  private final ListView<RoomModel> list = new ListView<>();
  private final Label title = new Label();
  private final HBox me = new HBox();
  private final VBox root;

  /**
   * What happens outside of the list.
   *
   * @param open shows a room's conversation
   * @param browse shows all rooms of the server
   * @param create asks for a new room
   * @param details shows what a room is like
   * @param leave asks before leaving
   */
  public record Actions(
      Consumer<RoomModel> open,
      Runnable browse,
      Runnable create,
      Consumer<RoomModel> details,
      Consumer<RoomModel> leave) {}

  public RoomListView(Texts texts, RoomListViewModel model, Actions actions) {
    this.texts = texts;
    this.model = model;
    this.actions = actions;
    list.setId("room-list");
    list.setAccessibleText(texts.get("roomlist.rooms"));
    list.setCellFactory(_ -> new RoomCell(texts, model));
    list.setPlaceholder(empty());
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    list.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        openSelected();
      }
    });
    list.focusedProperty()
        .subscribe(focused -> {
          if (!focused) {
            showOpen();
          }
        });
    RowMenu.install(list, this::menu);
    VBox.setVgrow(list, Priority.ALWAYS);
    // Not a property of the list: one of an empty list does not tell of another empty list.
    model.serverProperty().subscribe(_ -> list.setItems(model.rooms()));
    model.openProperty().subscribe(_ -> showOpen());
    me.getStyleClass().add("rooms-me");
    root = new VBox(head(), list, me);
    root.getStyleClass().add("rooms");
    root.getStylesheets().add(Theme.css(RoomListView.class, "roomlist.css"));
    model.serverProperty().subscribe(this::serverChanged);
  }

  public Region root() {
    return root;
  }

  private HBox head() {
    title.getStyleClass().add("subheading");
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button browse =
        Icons.button(
            Feather.SEARCH,
            texts.get("roomlist.browse_key", KeyMap.display(Shortcut.BROWSE_ROOMS)));
    browse.setId("rooms-browse");
    browse.setMinWidth(Region.USE_PREF_SIZE);
    browse.setOnAction(_ -> actions.browse().run());
    Button create =
        Icons.button(
            Feather.PLUS, texts.get("roomlist.create_key", KeyMap.display(Shortcut.NEW_ROOM)));
    create.setId("rooms-create");
    create.setMinWidth(Region.USE_PREF_SIZE);
    create.setOnAction(_ -> actions.create().run());
    var head = new HBox(title, browse, create);
    head.getStyleClass().add("rooms-head");
    return head;
  }

  private Node empty() {
    var words = new Label(texts.get("roomlist.empty"));
    words.setWrapText(true);
    words.getStyleClass().add("muted");
    var browse = new Button(texts.get("roomlist.browse"));
    browse.setId("rooms-empty-browse");
    browse.getStyleClass().add("accent");
    browse.setOnAction(_ -> actions.browse().run());
    var create = new Button(texts.get("roomlist.create"));
    create.setId("rooms-empty-create");
    create.setOnAction(_ -> actions.create().run());
    var box = new VBox(Icons.of(Feather.HASH), words, browse, create);
    box.getStyleClass().add("empty-state");
    return box;
  }

  private void serverChanged(@Nullable ServerModel server) {
    root.setVisible(server != null);
    if (server == null) {
      return;
    }
    title.setText(SafeText.oneLine(server.account().serverName()));
    title.setTooltip(Icons.tooltip(title.getText()));
    String name = SafeText.oneLine(server.me().displayName());
    var words = new Label(name);
    words.getStyleClass().add("rooms-me-name");
    var account = new Label("@" + SafeText.oneLine(server.me().name()));
    account.getStyleClass().addAll("small", "subtle");
    var both = new VBox(words, account);
    both.setMinWidth(0);
    both.setAlignment(Pos.CENTER_LEFT);
    me.getChildren().setAll(Avatar.of(server.me().id(), name, MY_PICTURE), both);
  }

  private void showOpen() {
    RoomModel open = model.openProperty().get();
    if (open == null) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().select(open);
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
      event.consume();
      openSelected();
    }
  }

  private void openSelected() {
    RoomModel selected = list.getSelectionModel().getSelectedItem();
    if (selected != null) {
      actions.open().accept(selected);
    }
  }

  private List<MenuItem> menu(RoomModel room) {
    boolean favourite = room.favouriteProperty().get();
    boolean muted = room.mutedProperty().get();
    List<MenuItem> items = new ArrayList<>();
    items.add(
        RowMenu.item(
            Feather.STAR,
            texts.get(favourite ? "roomlist.remove_favourite" : "roomlist.add_favourite"),
            () -> model.toggleFavourite(room)));
    items.add(
        RowMenu.item(
            muted ? Feather.BELL : Feather.BELL_OFF,
            texts.get(muted ? "roomlist.unmute" : "roomlist.mute"),
            () -> model.toggleMuted(room)));
    if (room.unreadProperty().get() > 0) {
      items.add(RowMenu.item(Feather.CHECK, texts.get("roomlist.mark_read"), room::markRead));
    }
    items.add(RowMenu.copy(texts.get("roomlist.copy_name"), SafeText.oneLine(room.name())));
    items.add(
        RowMenu.item(
            Feather.INFO, texts.get("roomlist.details"), () -> actions.details().accept(room)));
    if (model.mayLeave(room)) {
      items.add(new SeparatorMenuItem());
      items.add(
          RowMenu.danger(
              Feather.LOG_OUT, texts.get("roomlist.leave"), () -> actions.leave().accept(room)));
    }
    return items;
  }
}
