package chatx.desktop;

import chatx.desktop.notification.SystemNotifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What would have been shown by the system. */
final class RecordedNotices implements SystemNotifier {
  private final List<Shown> all = new CopyOnWriteArrayList<>();

  record Shown(String heading, String text, Runnable clicked) {}

  @Override
  public void show(String heading, String text, Runnable clicked) {
    all.add(new Shown(heading, text, clicked));
  }

  List<Shown> all() {
    return List.copyOf(all);
  }
}
