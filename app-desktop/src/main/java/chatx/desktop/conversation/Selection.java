package chatx.desktop.conversation;

import chatx.desktop.conversation.RowText.Place;
import chatx.desktop.model.TimelineRow;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is selected of a conversation: one range over all of its rows, whether they are on the
 * screen or not. Knows no scene. FX thread only.
 */
final class Selection {
  private final List<? extends TimelineRow> rows;
  private final RowWords words;
  private @Nullable TextPosition anchor;
  private @Nullable TextPosition focus;

  /** The rows may change; ends whose rows are gone select nothing. */
  Selection(List<? extends TimelineRow> rows, RowWords words) {
    this.rows = rows;
    this.words = words;
  }

  /** Starts a new selection. */
  void start(TextPosition at) {
    anchor = at;
    focus = at;
  }

  /** Moves the end that follows the mouse; starts there when nothing was selected. */
  void extend(TextPosition to) {
    if (anchor == null || indexOf(anchor) < 0) {
      anchor = to;
    }
    focus = to;
  }

  /** Everything that is loaded. */
  void all() {
    anchor = null;
    focus = null;
    for (var row : rows) {
      var text = RowText.of(row, words);
      if (!text.passages().isEmpty()) {
        if (anchor == null) {
          anchor = new TextPosition(row.key(), 0, 0);
        }
        var end = text.end();
        focus = new TextPosition(row.key(), end.passage(), end.offset());
      }
    }
  }

  /** The word around a place. */
  void word(TextPosition at) {
    around(at, true);
  }

  /** The paragraph around a place. */
  void paragraph(TextPosition at) {
    around(at, false);
  }

  void clear() {
    anchor = null;
    focus = null;
  }

  boolean isEmpty() {
    var range = range();
    return range.isEmpty() || range.get().from().equals(range.get().to());
  }

  /** Whether nothing but a place is known, from which Shift and a click may select. */
  boolean isStarted() {
    return anchor != null;
  }

  /** What is selected of the rows from {@code first} to {@code last}, one for each. */
  List<Optional<Part>> partsOf(int first, int last) {
    var range = range();
    var parts = new ArrayList<Optional<Part>>();
    for (int row = first; row <= last; row++) {
      parts.add(
          range.isEmpty() || row < range.get().first() || row > range.get().last()
              ? Optional.empty()
              : Optional.of(partOf(row, range.get())));
    }
    return parts;
  }

  private static Part partOf(int row, Range range) {
    return new Part(
        row == range.first() ? range.from().place() : new Place(0, 0),
        row == range.last() ? range.to().place() : new Place(Integer.MAX_VALUE, 0));
  }

  /** The selected text: that of one row as it is, that of several with who wrote it and when. */
  String text() {
    var found = range();
    if (found.isEmpty() || isEmpty()) {
      return "";
    }
    var range = found.get();
    var lines = new ArrayList<String>();
    for (int i = range.first(); i <= range.last(); i++) {
      var text = RowText.of(rows.get(i), words);
      boolean several = range.first() != range.last();
      var from = i == range.first() ? range.from().place() : text.start();
      var to = i == range.last() ? range.to().place() : text.end();
      if (several && !text.heading().isEmpty() && from.equals(text.start())) {
        lines.add(text.heading());
      }
      if (!text.passages().isEmpty()) {
        lines.add(text.copy(from, to));
      }
    }
    return String.join("\n", lines);
  }

  private void around(TextPosition at, boolean word) {
    int index = indexOf(at);
    if (index < 0) {
      return;
    }
    var passages = RowText.of(rows.get(index), words).passages();
    if (at.passage() >= passages.size()) {
      return;
    }
    var passage = passages.get(at.passage());
    int from = 0;
    int to = passage.length();
    if (word) {
      var shown = passage.shown();
      var words = BreakIterator.getWordInstance();
      words.setText(shown);
      int place = Math.min(at.offset(), Math.max(0, shown.length() - 1));
      to = words.following(place);
      from = words.previous();
      if (to == BreakIterator.DONE) {
        to = shown.length();
      }
    }
    anchor = new TextPosition(at.row(), at.passage(), Math.max(0, from));
    focus = new TextPosition(at.row(), at.passage(), to);
  }

  private Optional<Range> range() {
    if (anchor == null || focus == null) {
      return Optional.empty();
    }
    int one = indexOf(anchor);
    int other = indexOf(focus);
    if (one < 0 || other < 0) {
      return Optional.empty();
    }
    var a = new End(one, new Place(anchor.passage(), anchor.offset()));
    var b = new End(other, new Place(focus.passage(), focus.offset()));
    return Optional.of(
        a.compareTo(b) <= 0 ? new Range(a, b, one, other) : new Range(b, a, other, one));
  }

  private int indexOf(TextPosition position) {
    return indexOf(position.row());
  }

  private int indexOf(String row) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(row)) {
        return i;
      }
    }
    return -1;
  }

  /** What of a row is selected; {@code to} may lie behind the row's end. */
  record Part(Place from, Place to) {

    /** Characters of one passage that are selected, as {@code [from, to)}; equal for none. */
    int from(int passage) {
      return passage < from.passage()
          ? Integer.MAX_VALUE
          : passage == from.passage() ? from.offset() : 0;
    }

    int to(int passage, int length) {
      return passage < to.passage()
          ? length
          : passage == to.passage() ? Math.min(length, to.offset()) : 0;
    }
  }

  private record End(int row, Place place) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      return row == other.row ? place.compareTo(other.place) : Integer.compare(row, other.row);
    }
  }

  private record Range(End from, End to, int first, int last) {}
}
