package chatx.desktop.switcher;

import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.RowCell;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A field and the rooms that fit; up, down and Enter without leaving the field. */
public final class SwitcherView {
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");

  private final SwitcherViewModel model;
  private final TextField field = new TextField();
  private final ListView<SwitchTarget> list;
  private final VBox root;
  private Runnable chosen = () -> {};

  public SwitcherView(Texts texts, SwitcherViewModel model) {
    this.model = model;
    field.setId("switcher-field");
    field.setPromptText(texts.get("switcher.prompt"));
    field.setAccessibleText(texts.get("switcher.prompt"));
    field.textProperty().bindBidirectional(model.queryProperty());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    list = new ListView<>(model.found());
    list.setId("switcher-list");
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new Cell());
    list.setPlaceholder(empty(texts));
    model.found().subscribe(this::select);
    model.selectedProperty().subscribe(_ -> select());
    list.setOnMouseClicked(_ -> {
      int at = list.getSelectionModel().getSelectedIndex();
      if (at >= 0) {
        model.selectedProperty().set(at);
        accept();
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    var hint = new Label(texts.get("switcher.hint"));
    hint.getStyleClass().addAll("small", "subtle");
    root = new VBox(field, list, hint);
    root.getStyleClass().add("switcher");
    root.getStylesheets().add(Theme.css(SwitcherView.class, "switcher.css"));
  }

  /** In front of the window, until something is chosen. */
  public static Dialog show(Dialogs dialogs, Texts texts, SwitcherViewModel model) {
    var view = new SwitcherView(texts, model);
    Dialog dialog = dialogs.panel(texts.get("switcher.title"), view.root()).focusOn(view.field);
    view.chosen = dialog::close;
    return dialog.show();
  }

  public Region root() {
    return root;
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> model.move(1);
      case UP -> model.move(-1);
      case ENTER -> accept();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void accept() {
    int at = model.selectedProperty().get();
    if (at < 0) {
      return;
    }
    chosen.run();
    var _ = model.accept();
  }

  private void select() {
    int at = model.selectedProperty().get();
    list.getSelectionModel().clearAndSelect(at);
    if (at >= 0) {
      list.scrollTo(Math.max(0, at - 3));
    }
  }

  private Node empty(Texts texts) {
    var words = new Label(texts.get(model.hasTargets() ? "switcher.nothing" : "switcher.no_rooms"));
    words.setWrapText(true);
    words.getStyleClass().add("muted");
    var box = new VBox(Icons.of(Feather.SEARCH), words);
    box.getStyleClass().add("empty-state");
    return box;
  }

  private static final class Cell extends RowCell<SwitchTarget> {
    private final Label name = new Label();
    private final Label server = new Label();
    private final Label badge = new Label();
    private final StackPane icon = new StackPane();

    Cell() {
      icon.setMinWidth(24);
      server.getStyleClass().addAll("small", "subtle");
      badge.getStyleClass().add("badge");
      badge.setMinWidth(Region.USE_PREF_SIZE);
      server.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(server, Priority.ALWAYS);
    }

    @Override
    protected String show(HBox row, SwitchTarget target) {
      row.getChildren().setAll(icon, name, server, badge);
      icon.getChildren().setAll(Icons.of(target.locked() ? Feather.LOCK : Feather.HASH));
      name.setText(SafeText.oneLine(target.name()));
      name.pseudoClassStateChanged(UNREAD, target.unread() > 0);
      server.setText(SafeText.oneLine(target.server()));
      int count = target.mentions() > 0 ? target.mentions() : target.unread();
      badge.setText(Integer.toString(count));
      badge.setVisible(count > 0);
      badge.getStyleClass().remove("mention");
      if (target.mentions() > 0) {
        badge.getStyleClass().add("mention");
      }
      return name.getText() + " " + server.getText();
    }
  }
}
