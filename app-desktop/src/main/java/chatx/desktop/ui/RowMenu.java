package chatx.desktop.ui;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The menu of a list's rows: by pointer, and by the menu key or Shift+F10 for the selected row. FX
 * thread only.
 */
public final class RowMenu<T> {
  private final ListView<T> list;
  private final Function<T, List<MenuItem>> items;
  private @Nullable ContextMenu open;

  private RowMenu(ListView<T> list, Function<T, List<MenuItem>> items) {
    this.list = list;
    this.items = items;
  }

  /** Rows without items have no menu. */
  public static <T> RowMenu<T> install(ListView<T> list, Function<T, List<MenuItem>> items) {
    var menu = new RowMenu<>(list, items);
    list.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, menu::requested);
    list.addEventFilter(KeyEvent.KEY_PRESSED, menu::pressed);
    return menu;
  }

  /** An entry with an icon. */
  public static MenuItem item(Feather icon, String words, Runnable action) {
    var item = new MenuItem(words, Icons.of(icon));
    item.setOnAction(_ -> action.run());
    return item;
  }

  /** An entry that takes something away from somebody. */
  public static MenuItem danger(Feather icon, String words, Runnable action) {
    MenuItem item = item(icon, words, action);
    item.getStyleClass().add("danger");
    return item;
  }

  /** An entry that puts a text on the clipboard. */
  public static MenuItem copy(String words, String text) {
    return item(
        Feather.COPY,
        words,
        () -> {
          var content = new ClipboardContent();
          content.putString(text);
          Clipboard.getSystemClipboard().setContent(content);
        });
  }

  /** Beneath the selected row. */
  public void openForSelected() {
    T selected = list.getSelectionModel().getSelectedItem();
    Node row = selected == null ? null : rowOf(selected);
    if (selected == null || row == null) {
      return;
    }
    Bounds bounds = row.localToScreen(row.getBoundsInLocal());
    show(selected, row, bounds.getMinX() + bounds.getWidth() / 4, bounds.getMaxY());
  }

  private void requested(ContextMenuEvent event) {
    event.consume();
    if (event.isKeyboardTrigger()) {
      openForSelected();
      return;
    }
    ListCell<T> cell = cellAt(event.getPickResult().getIntersectedNode());
    T item = cell == null ? null : cell.getItem();
    if (cell != null && item != null) {
      list.getSelectionModel().select(item);
      show(item, cell, event.getScreenX(), event.getScreenY());
    }
  }

  private void pressed(KeyEvent event) {
    boolean wanted =
        event.getCode() == KeyCode.CONTEXT_MENU
            || (event.getCode() == KeyCode.F10 && event.isShiftDown());
    if (wanted) {
      event.consume();
      openForSelected();
    }
  }

  private void show(T item, Node anchor, double x, double y) {
    if (open != null) {
      open.hide();
    }
    List<MenuItem> entries = items.apply(item);
    if (!entries.isEmpty()) {
      open = new ContextMenu(entries.toArray(MenuItem[]::new));
      open.show(anchor, x, y);
    }
  }

  private @Nullable Node rowOf(T item) {
    for (Node node : list.lookupAll(".list-cell")) {
      if (node instanceof ListCell<?> cell && !cell.isEmpty() && item.equals(cell.getItem())) {
        return cell;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // the cells inside this list are of its type
  private @Nullable ListCell<T> cellAt(@Nullable Node picked) {
    for (Node at = picked; at != null && !at.equals(list); at = at.getParent()) {
      if (at instanceof ListCell<?> cell) {
        return (ListCell<T>) cell;
      }
    }
    return null;
  }
}
