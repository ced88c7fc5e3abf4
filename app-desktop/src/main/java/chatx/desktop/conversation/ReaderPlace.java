package chatx.desktop.conversation;

import chatx.desktop.model.TimelineRow;
import java.util.ArrayList;
import java.util.List;
import org.fxmisc.flowless.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader is in the rows. It is the bottom edge of a row on the screen, taken after each
 * layout and put back, to the pixel, in the layout after a change. A reader who is at the live end
 * stays there instead. FX thread only.
 */
final class ReaderPlace {
  private final List<TimelineItem> items;
  private final VirtualFlow<TimelineItem, TimelineView.RowCell> flow;
  private List<Anchor> anchors = List.of();
  private boolean following = true;
  private boolean changed;

  /** A place to keep: the bottom edge of a row, or its top, in pixels below the viewport's top. */
  private record Anchor(String key, boolean bottom, double y) {}

  ReaderPlace(List<TimelineItem> items, VirtualFlow<TimelineItem, TimelineView.RowCell> flow) {
    this.items = items;
    this.flow = flow;
  }

  /** Goes to the last row, and stays with it. */
  void toEnd() {
    following = true;
    anchors = List.of();
    restore();
  }

  /** Goes where a row's top is so many pixels below the viewport's. */
  void toRow(String key, double y) {
    following = false;
    anchors = List.of(new Anchor(key, false, y));
    restore();
  }

  /** Whoever scrolls up leaves the end at once, also while new rows come with every frame. */
  void scrolled(boolean up) {
    if (up) {
      following = false;
    }
  }

  /** Puts back what a change moved; else the reader has moved and is somewhere else now. */
  void afterLayout(boolean live) {
    if (changed) {
      changed = false;
      settle();
    } else {
      following = live && endVisible();
    }
    remember();
  }

  /**
   * Something changed: aims at the place to keep; {@link #afterLayout} corrects what is unknown.
   */
  void restore() {
    changed = true;
    if (items.isEmpty() || flow.getHeight() <= 0) {
      return;
    }
    if (following) {
      flow.showAsLast(items.size() - 1);
      return;
    }
    for (var anchor : anchors) {
      int index = indexOf(anchor.key());
      if (index >= 0) {
        double height =
            anchor.bottom()
                ? flow.getCellIfVisible(index).map(cell -> cell.getNode().getHeight()).orElse(0.0)
                : 0;
        flow.showAtOffset(index, anchor.y() - height);
        return;
      }
    }
  }

  /** Heights are known now: moves what is off, before anything is drawn. */
  private void settle() {
    for (int attempt = 0; attempt < 3; attempt++) {
      if (following) {
        if (endVisible()) {
          return;
        }
        flow.showAsLast(items.size() - 1);
      } else {
        Anchor anchor = null;
        int index = -1;
        for (var candidate : anchors) {
          index = indexOf(candidate.key());
          if (index >= 0) {
            anchor = candidate;
            break;
          }
        }
        var now = anchor == null ? null : anchorOf(index, anchor.bottom());
        if (anchor == null || (now != null && Math.abs(now.y() - anchor.y()) < 0.01)) {
          return;
        }
        double height =
            anchor.bottom()
                ? flow.getCellIfVisible(index).map(cell -> cell.getNode().getHeight()).orElse(0.0)
                : 0;
        flow.showAtOffset(index, anchor.y() - height);
      }
      flow.layout();
    }
  }

  /** The reader's place: messages first, since other rows come and go with their neighbours. */
  private void remember() {
    var messages = new ArrayList<Anchor>();
    var others = new ArrayList<Anchor>();
    for (int i = flow.getFirstVisibleIndex(); i <= flow.getLastVisibleIndex(); i++) {
      var anchor = anchorOf(i, true);
      if (anchor != null) {
        (items.get(i).row() instanceof TimelineRow.Message ? messages : others).add(anchor);
      }
    }
    messages.addAll(others);
    anchors = messages;
  }

  private @Nullable Anchor anchorOf(int index, boolean bottom) {
    if (index < 0 || index >= items.size()) {
      return null;
    }
    String key = items.get(index).row().key();
    return flow.getCellIfVisible(index)
        .map(TimelineView.RowCell::getNode)
        .map(node -> new Anchor(key, bottom, node.getLayoutY() + (bottom ? node.getHeight() : 0)))
        .orElse(null);
  }

  boolean endVisible() {
    int last = items.size() - 1;
    return flow.getCellIfVisible(last)
        .map(TimelineView.RowCell::getNode)
        .filter(node -> node.getLayoutY() + node.getHeight() <= flow.getHeight() + 1)
        .isPresent();
  }

  private int indexOf(String key) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).row().key().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
