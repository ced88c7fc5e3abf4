package chatx.desktop.ui;

import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is one row of a list: as wide as the list, marked while it is selected, and nothing
 * where there is no item. FX thread only.
 */
public abstract class RowCell<T> extends ListCell<T> {
  private final HBox row = new HBox();

  /**
   * @param styles of the row, besides {@code row}
   */
  protected RowCell(String... styles) {
    row.getStyleClass().add("row");
    row.getStyleClass().addAll(styles);
  }

  /**
   * Puts an item into the row, which may hold another's nodes.
   *
   * @return what a screen reader says
   */
  protected abstract String show(HBox line, T item);

  /** Whatever is in it: the list is not to grow sideways. */
  @Override
  protected double computePrefWidth(double height) {
    return 0;
  }

  @Override
  protected final void updateItem(@Nullable T item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    setAccessibleText(show(row, item));
    setGraphic(row);
  }

  @Override
  public final void updateSelected(boolean selected) {
    super.updateSelected(selected);
    row.getStyleClass().remove("selected");
    if (selected) {
      row.getStyleClass().add("selected");
    }
  }
}
