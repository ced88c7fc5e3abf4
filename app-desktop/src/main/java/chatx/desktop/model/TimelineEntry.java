package chatx.desktop.model;

import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import org.jspecify.annotations.Nullable;

/** A stored event and, once it was shown, its text as it was read. FX thread only. */
final class TimelineEntry {
  private final LoggedEvent logged;
  private @Nullable MessageBody body;

  TimelineEntry(LoggedEvent logged) {
    this.logged = logged;
  }

  LoggedEvent logged() {
    return logged;
  }

  long seq() {
    return logged.seq();
  }

  MessageBody body(MessagePosted message, MessageParser parser) {
    MessageBody known = body;
    if (known == null) {
      known = parser.parse(message.body());
      body = known;
    }
    return known;
  }

  /** Gives back the memory of the text as it was read. */
  void forgetBody() {
    body = null;
  }
}
