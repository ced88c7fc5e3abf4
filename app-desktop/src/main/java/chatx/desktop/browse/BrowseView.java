package chatx.desktop.browse;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Field;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.RoomSummary;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The rooms of a server in front of the window: typing narrows them, up, down and Enter work
 * without leaving the field. FX thread only.
 */
public final class BrowseView {
  /** The list takes what the window leaves it, in pixels; else the panel would scroll as well. */
  private static final double AROUND = 290;

  private static final double LOWEST = 120;
  private static final double HIGHEST = 400;

  private final Dialogs dialogs;
  private final Texts texts;
  private final BrowseViewModel model;
  private final TextField search = new TextField();
  private final ListView<RoomSummary> list;
  private final Label nothing = new Label();
  private final VBox root;

  private @Nullable Dialog asking;

  private BrowseView(Dialogs dialogs, Texts texts, BrowseViewModel model) {
    this.dialogs = dialogs;
    this.texts = texts;
    this.model = model;
    search.setId("browse-search");
    search.setPromptText(texts.get("browse.search"));
    search.setAccessibleText(texts.get("browse.search"));
    search.textProperty().bindBidirectional(model.queryProperty());
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    HBox.setHgrow(search, Priority.ALWAYS);
    list = new ListView<>(model.rooms());
    list.setId("browse-list");
    list.setAccessibleText(texts.get("browse.rooms"));
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new FoundRoomCell(texts, model));
    list.setPlaceholder(empty());
    list.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        choose();
      }
    });
    model
        .rooms()
        .addListener(
            (ListChangeListener<RoomSummary>)
                _ -> {
                  if (list.getSelectionModel().isEmpty()) {
                    list.getSelectionModel().selectFirst();
                  }
                });
    list.getSelectionModel().selectFirst();
    root = new VBox(search, list, foot());
    list.prefHeightProperty()
        .bind(
            root.sceneProperty()
                .flatMap(Scene::heightProperty)
                .map(height -> Math.clamp(height.doubleValue() - AROUND, LOWEST, HIGHEST))
                .orElse(HIGHEST));
    root.getStyleClass().add("browse");
    root.getStylesheets().add(Theme.css(BrowseView.class, "browse.css"));
    model.lockedProperty().subscribe(this::askPassword);
  }

  /** In front of the window, until a room is opened; {@code create} asks for a new room instead. */
  public static Dialog show(Dialogs dialogs, Texts texts, BrowseViewModel model, Runnable create) {
    var view = new BrowseView(dialogs, texts, model);
    Dialog dialog =
        dialogs
            .panel(texts.get("browse.title", model.serverName()), view.root)
            .wide()
            .tall()
            .focusOn(view.search);
    Button fresh =
        dialog.button(
            texts.get("browse.create"),
            () -> {
              dialog.close();
              create.run();
            });
    fresh.setId("browse-create");
    fresh.setGraphic(Icons.of(Feather.PLUS));
    Button choose = dialog.action(texts.get("browse.join"), view::choose);
    choose.setId("browse-choose");
    choose
        .textProperty()
        .bind(
            view.list
                .getSelectionModel()
                .selectedItemProperty()
                .map(room -> texts.get(model.isMine(room) ? "browse.open" : "browse.join"))
                .orElse(texts.get("browse.join")));
    choose
        .disableProperty()
        .bind(
            view.list
                .getSelectionModel()
                .selectedItemProperty()
                .isNull()
                .or(model.joiningProperty()));
    model.problemProperty().subscribe(dialog::problem);
    model
        .doneProperty()
        .subscribe(done -> {
          if (done) {
            dialog.close();
          }
        });
    return dialog.show();
  }

  private HBox foot() {
    var more = new Button(texts.get("browse.more"));
    more.setId("browse-more");
    more.getStyleClass().addAll("flat", "accent");
    more.visibleProperty().bind(model.moreProperty());
    more.managedProperty().bind(more.visibleProperty());
    more.disableProperty().bind(model.searchingProperty());
    more.setOnAction(_ -> model.loadMore());
    var going = new ProgressIndicator();
    going.setMaxSize(16, 16);
    going.visibleProperty().bind(model.searchingProperty());
    var hint = new Label(texts.get("browse.hint"));
    hint.getStyleClass().addAll("small", "subtle");
    hint.setMinWidth(0);
    hint.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(hint, Priority.ALWAYS);
    var foot = new HBox(hint, going, more);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("browse-foot");
    return foot;
  }

  private Node empty() {
    nothing.setWrapText(true);
    nothing.getStyleClass().add("muted");
    Runnable fill = () -> nothing.setText(texts.get(model.emptyWords()));
    model.searchingProperty().subscribe(fill);
    model.queryProperty().subscribe(fill);
    model.problemProperty().subscribe(fill);
    fill.run();
    var box = new VBox(Icons.of(Feather.SEARCH), nothing);
    box.getStyleClass().add("empty-state");
    return box;
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case PAGE_DOWN -> move(8);
      case PAGE_UP -> move(-8);
      case ENTER -> choose();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int steps) {
    if (model.rooms().isEmpty()) {
      return;
    }
    int at = list.getSelectionModel().getSelectedIndex();
    int next = Math.clamp(at + steps, 0, model.rooms().size() - 1);
    list.getSelectionModel().clearAndSelect(next);
    list.scrollTo(Math.max(0, next - 3));
    if (next == model.rooms().size() - 1) {
      model.loadMore();
    }
  }

  private void choose() {
    RoomSummary room = list.getSelectionModel().getSelectedItem();
    if (room != null) {
      model.choose(room);
    } else {
      model.searchAgain();
    }
  }

  private void askPassword(@Nullable RoomSummary room) {
    if (room == null) {
      if (asking != null) {
        asking.close();
      }
      return;
    }
    String name = SafeText.oneLine(room.name());
    var input = new PasswordField();
    var field =
        new Field(input, "join-password", texts.get("browse.password"), model.passwordProperty())
            .problem(model.passwordProblemProperty());
    var lead = new Label(texts.get("browse.password_lead", name));
    lead.setWrapText(true);
    lead.getStyleClass().add("dialog-text");
    var body = new VBox(lead, field);
    body.getStyleClass().add("form");
    Dialog dialog = dialogs.panel(texts.get("browse.password_title", name), body).focusOn(input);
    dialog.cancel();
    Button join = dialog.action(texts.get("browse.join"), model::joinLocked);
    join.setId("join-go");
    join.disableProperty().bind(model.joiningProperty());
    input.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            model.joinLocked();
          }
        });
    model
        .passwordProblemProperty()
        .subscribe(words -> {
          if (!words.isEmpty()) {
            input.requestFocus();
            input.selectAll();
          }
        });
    var closing =
        model
            .doneProperty()
            .subscribe(done -> {
              if (done) {
                dialog.close();
              }
            });
    asking = dialog;
    dialog.onClosed(() -> {
      closing.unsubscribe();
      asking = null;
      model.forgetLocked();
    });
    dialog.show();
  }
}
