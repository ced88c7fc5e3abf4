package chatx.desktop.conversation;

import chatx.desktop.model.TimelineRow;
import java.util.List;

/**
 * What can be copied of a row, whether it is on the screen or not.
 *
 * @param heading said once in front when the row is copied together with others; empty for none
 * @param passages what can be selected; none where a row is copied only as part of a range
 */
record RowText(String heading, List<Passage> passages) {

  static RowText of(TimelineRow row, RowWords words) {
    return switch (row) {
      case TimelineRow.Message message ->
          new RowText(
              message.first() ? words.author(message) + ", " + words.time(message.at()) : "",
              Passage.of(message.body()));
      case TimelineRow.Day(var date) -> new RowText(words.day(date), List.of());
      case TimelineRow.Notices notices ->
          new RowText(
              String.join("\n", notices.notices().stream().map(words::notice).toList()), List.of());
      case TimelineRow.NewMessages _, TimelineRow.Start _ -> new RowText("", List.of());
    };
  }

  /** What is copied from one place to another. */
  String copy(Place from, Place to) {
    var copied = new StringBuilder();
    for (int i = from.passage(); i < passages.size() && i <= to.passage(); i++) {
      var passage = passages.get(i);
      int start = i == from.passage() ? from.offset() : 0;
      int end = i == to.passage() ? to.offset() : passage.length();
      if (i > from.passage()) {
        copied.append('\n');
      }
      if (start == 0 && (end > 0 || from.passage() != to.passage())) {
        copied.append(passage.mark());
      }
      copied.append(passage.copy(start, Math.max(start, end)));
    }
    return copied.toString();
  }

  Place start() {
    return new Place(0, 0);
  }

  Place end() {
    return passages.isEmpty()
        ? start()
        : new Place(passages.size() - 1, passages.getLast().length());
  }

  /** A place within a row. */
  record Place(int passage, int offset) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return passage == other.passage
          ? Integer.compare(offset, other.offset)
          : Integer.compare(passage, other.passage);
    }
  }
}
