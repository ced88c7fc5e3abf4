package chatx.desktop.conversation;

import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Theme;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a conversation, of which only those on the screen have nodes. Whatever changes around
 * it, the row under the eye does not move: see {@link ReaderPlace}.
 *
 * <p>It is longer than most: showing, mirroring, scrolling and lighting rows up is one state.
 */
final class TimelineView extends StackPane {
  private static final Duration HIGHLIGHT = Duration.seconds(2);

  /** Pages are asked for when so many rows or fewer are left. */
  private static final int ROWS_AHEAD = 25;

  private static final double LINE = 40;

  private final ObservableList<TimelineItem> items = FXCollections.observableArrayList();
  private final VirtualFlow<TimelineItem, RowCell> flow;
  private final ReaderPlace place;
  private final RowFactory factory;
  private final Selection selection;
  private final SelectionMouse mouse;
  private final ObservableValue<Look> look;
  private final ListChangeListener<TimelineRow> mirror = this::rowsChanged;
  private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper();
  private final PauseTransition highlighting = new PauseTransition(HIGHLIGHT);
  private final Runnable pulse = this::afterLayout;

  private ObservableList<TimelineRow> rows = FXCollections.observableArrayList();
  private Edges edges = new Edges(() -> true, () -> {}, () -> {});
  private final Set<String> unfolded = new HashSet<>();
  private @Nullable String highlighted;
  private int generation;

  /**
   * What lies beyond the loaded rows.
   *
   * @param live whether the last row is the newest of the room
   * @param nearStart called in each layout in which the first row is near
   * @param nearEnd called in each layout in which the last row is near
   */
  record Edges(BooleanSupplier live, Runnable nearStart, Runnable nearEnd) {}

  TimelineView(RowFactory factory, RowWords words, ObservableValue<Look> look, RowActions actions) {
    this.factory = factory;
    this.look = look;
    flow = VirtualFlow.createVertical(items, RowCell::new, VirtualFlow.Gravity.REAR);
    flow.getStyleClass().add("timeline-flow");
    place = new ReaderPlace(items, flow);
    selection = new Selection(rowsOfItems(), words);
    mouse = new SelectionMouse(this, flow, selection, actions);
    getChildren().add(new VirtualizedScrollPane<>(flow));
    getStyleClass().add("timeline");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    addEventFilter(ScrollEvent.SCROLL, event -> place.scrolled(event.getDeltaY() > 0));
    flow.widthProperty().subscribe(place::restore);
    flow.heightProperty().subscribe(place::restore);
    sceneProperty().subscribe(this::moved);
    look.subscribe(this::rebuild);
    highlighting.setOnFinished(_ -> highlight(null));
  }

  /** Shows the rows of a room from their end, and from now on what becomes of them. */
  void show(ObservableList<TimelineRow> rows, Edges edges) {
    this.rows.removeListener(mirror);
    this.rows = rows;
    this.edges = edges;
    selection.clear();
    unfolded.clear();
    atEnd.set(false);
    items.setAll(rows.stream().map(this::item).toList());
    rows.addListener(mirror);
    place.toEnd();
  }

  /** Whether the newest message of the room is on the screen. */
  ReadOnlyBooleanProperty atEndProperty() {
    return atEnd.getReadOnlyProperty();
  }

  /** Goes to the last row, and stays with it. */
  void showEnd() {
    place.toEnd();
  }

  /** Brings a row to the upper part of the screen and lights it up; false when it is not loaded. */
  boolean reveal(String key) {
    if (!show(key, Math.floor(flow.getHeight() * 0.3))) {
      return false;
    }
    highlight(key);
    highlighting.playFromStart();
    return true;
  }

  /** Brings a row to so many pixels below the top; false when it is not loaded. */
  boolean show(String key, double y) {
    if (indexOf(key) < 0) {
      return false;
    }
    place.toRow(key, y);
    return true;
  }

  /** Shows a long message to its end, or its beginning only. */
  void toggleFold(String key) {
    int index = indexOf(key);
    if (index >= 0) {
      var top = viewOf(key).map(RowView::getLayoutY);
      if (!unfolded.add(key)) {
        unfolded.remove(key);
      }
      items.set(index, item(items.get(index).row()));
      top.ifPresentOrElse(y -> place.toRow(key, y), place::restore);
    }
  }

  Selection selection() {
    return selection;
  }

  /** Paints what is selected. */
  void paintSelection() {
    if (items.isEmpty()) {
      return;
    }
    int first = flow.getFirstVisibleIndex();
    int last = flow.getLastVisibleIndex();
    var parts = selection.partsOf(first, last);
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      flow.getCellIfVisible(first + i).ifPresent(cell -> cell.getNode().paint(part));
    }
  }

  /** The row's node when it is on the screen. */
  Optional<RowView> viewOf(String key) {
    int index = indexOf(key);
    return index < 0 ? Optional.empty() : flow.getCellIfVisible(index).map(RowCell::getNode);
  }

  TimelineItem itemAt(int index) {
    return items.get(index);
  }

  int size() {
    return items.size();
  }

  void scrollBy(double pixels) {
    place.scrolled(pixels < 0);
    flow.scrollYBy(pixels);
  }

  /** A screen up or down, with a line of the one before. */
  void page(int by) {
    scrollBy(by * (flow.getHeight() - LINE));
  }

  private void rowsChanged(ListChangeListener.Change<? extends TimelineRow> change) {
    while (change.next()) {
      if (change.wasPermutated()) {
        items.setAll(rows.stream().map(this::item).toList());
      } else {
        replace(change.getFrom(), change.getRemovedSize(), change.getAddedSubList());
      }
    }
    place.restore();
  }

  /** Rows that stay the same keep their nodes. */
  private void replace(int from, int removed, List<? extends TimelineRow> added) {
    int same = 0;
    int common = Math.min(removed, added.size());
    while (same < common && items.get(from + same).row().equals(added.get(same))) {
      same++;
    }
    int sameBehind = 0;
    while (sameBehind < common - same
        && items
            .get(from + removed - 1 - sameBehind)
            .row()
            .equals(added.get(added.size() - 1 - sameBehind))) {
      sameBehind++;
    }
    int first = from + same;
    int out = removed - same - sameBehind;
    var in = new ArrayList<TimelineItem>();
    for (var row : added.subList(same, added.size() - sameBehind)) {
      in.add(item(row));
    }
    int inPlace = Math.min(out, in.size());
    for (int i = 0; i < inPlace; i++) {
      items.set(first + i, in.get(i));
    }
    if (out > inPlace) {
      items.remove(first + inPlace, first + out);
    } else if (in.size() > inPlace) {
      items.addAll(first + inPlace, in.subList(inPlace, in.size()));
    }
  }

  private TimelineItem item(TimelineRow row) {
    return new TimelineItem(row, !unfolded.isEmpty() && unfolded.contains(row.key()), generation);
  }

  private void rebuild() {
    if (look.getValue().reducedMotion()) {
      getStyleClass().remove("motion");
    } else if (!getStyleClass().contains("motion")) {
      getStyleClass().add("motion");
    }
    generation++;
    items.replaceAll(item -> item(item.row()));
    place.restore();
  }

  private void afterLayout() {
    if (items.isEmpty() || flow.getHeight() <= 0) {
      atEnd.set(false);
      return;
    }
    boolean live = edges.live().getAsBoolean();
    place.afterLayout(live);
    paintSelection();
    atEnd.set(live && place.endVisible());
    if (flow.getFirstVisibleIndex() < ROWS_AHEAD) {
      edges.nearStart().run();
    }
    if (flow.getLastVisibleIndex() >= items.size() - ROWS_AHEAD) {
      edges.nearEnd().run();
    }
  }

  private void highlight(@Nullable String key) {
    var before = highlighted;
    highlighted = key;
    for (var row : new String[] {before, key}) {
      if (row != null) {
        viewOf(row)
            .ifPresent(view ->
                view.pseudoClassStateChanged(RowFactory.HIGHLIGHTED, row.equals(highlighted)));
      }
    }
  }

  private void pressed(KeyEvent event) {
    boolean used = true;
    if (Shortcut.COPY.matches(event)) {
      mouse.copy();
    } else if (Shortcut.SELECT_ALL.matches(event)) {
      selection.all();
      paintSelection();
    } else if (Shortcut.OLDER.matches(event)) {
      page(-1);
    } else if (Shortcut.NEWER.matches(event)) {
      page(1);
    } else if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown()) {
      switch (event.getCode()) {
        case UP -> scrollBy(-LINE);
        case DOWN -> scrollBy(LINE);
        default -> used = false;
      }
    } else {
      used = false;
    }
    if (used) {
      event.consume();
    }
  }

  private void moved(@Nullable Scene from, @Nullable Scene to) {
    if (from != null) {
      from.removePostLayoutPulseListener(pulse);
    }
    if (to != null) {
      to.addPostLayoutPulseListener(pulse);
    }
  }

  private int indexOf(String key) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).row().key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** The items' rows, read when asked. */
  private List<TimelineRow> rowsOfItems() {
    return new AbstractList<>() {
      @Override
      public TimelineRow get(int index) {
        return items.get(index).row();
      }

      @Override
      public int size() {
        return items.size();
      }
    };
  }

  /** A row's node for as long as the row is on the screen. */
  final class RowCell implements Cell<TimelineItem, RowView> {
    private final RowView view;

    RowCell(TimelineItem item) {
      view = factory.build(item, Theme.BASE_TEXT * look.getValue().textPercent() / 100.0);
      String key = item.row().key();
      view.pseudoClassStateChanged(RowFactory.HIGHLIGHTED, key.equals(highlighted));
    }

    @Override
    public RowView getNode() {
      return view;
    }
  }
}
