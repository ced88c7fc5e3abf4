package chatx.desktop.model;

import chatx.protocol.ClientKey;
import chatx.protocol.Problem;
import chatx.protocol.UserSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a conversation. Immutable: what changes is replaced by another row with the same {@link
 * #key()}. Keys are unique within a timeline.
 */
public sealed interface TimelineRow {

  /** Names the row for as long as it stands for the same thing. */
  String key();

  /** The beginning of the room; shown where nothing older exists. */
  record Start(String roomName) implements TimelineRow {
    @Override
    public String key() {
      return "start";
    }
  }

  /** The first row of a local day. */
  record Day(LocalDate date) implements TimelineRow {
    @Override
    public String key() {
      return "d:" + date;
    }
  }

  /** The divider above what was unread when the room was opened. */
  record NewMessages() implements TimelineRow {
    @Override
    public String key() {
      return "new";
    }
  }

  /**
   * A message.
   *
   * @param seq its place in the room; 0 while the server has not numbered it
   * @param first whether it opens a group and so shows its author and picture
   * @param mentionsMe whether the row is to be highlighted
   * @param clientKey its writer's own key; for own messages the key to retry and discard by
   * @param problem why it failed
   */
  record Message(
      long seq,
      UserSummary author,
      Instant at,
      MessageBody body,
      boolean first,
      boolean mine,
      boolean mentionsMe,
      Delivery delivery,
      ClientKey clientKey,
      @Nullable Problem problem)
      implements TimelineRow {
    @Override
    public String key() {
      return seq == 0 ? "o:" + clientKey : "m:" + seq;
    }
  }

  /**
   * What happened beside messages, one after the other.
   *
   * @param notices at least one, oldest first
   * @param expanded whether each is shown: always for one or two, for more when a person asked
   */
  record Notices(List<Notice> notices, boolean expanded) implements TimelineRow {

    /** As many are shown without folding. */
    public static final int UNFOLDED = 2;

    @Override
    public String key() {
      return "n:" + notices.getFirst().seq();
    }
  }
}
