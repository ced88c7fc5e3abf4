package chatx.desktop.conversation;

import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.geometry.Point2D;

/** Remembers what was asked for. */
final class RecordedActions implements RowActions {
  final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public void openLink(Span.Link link) {
    asked.add("open " + link.target());
  }

  @Override
  public void copy(String text) {
    asked.add("copy " + text);
  }

  @Override
  public void retry(TimelineRow.Message message) {
    asked.add("retry " + message.key());
  }

  @Override
  public void delete(TimelineRow.Message message) {
    asked.add("delete " + message.key());
  }

  @Override
  public void toggle(TimelineRow.Notices notices) {
    asked.add("toggle " + notices.key());
  }

  @Override
  public void unfold(TimelineRow.Message message) {
    asked.add("unfold " + message.key());
  }

  @Override
  public void menu(TimelineRow.Message message, Optional<Span.Link> link, Point2D screen) {
    asked.add("menu " + message.key());
  }
}
