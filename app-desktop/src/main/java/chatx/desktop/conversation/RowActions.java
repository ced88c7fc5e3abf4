package chatx.desktop.conversation;

import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import java.util.Optional;
import javafx.geometry.Point2D;

/** What a person can do with a row. */
interface RowActions {
  void openLink(Span.Link link);

  void copy(String text);

  void retry(TimelineRow.Message message);

  void delete(TimelineRow.Message message);

  void toggle(TimelineRow.Notices notices);

  void unfold(TimelineRow.Message message);

  /** At a point of the screen. */
  void menu(TimelineRow.Message message, Optional<Span.Link> link, Point2D screen);
}
