package chatx.desktop.session;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.StorageNotice;
import chatx.protocol.ExitReason;
import chatx.protocol.LoggedEvent;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserSummary;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens in a session: one call at a time, in order, on the session's own thread. Calls
 * must not block for long: the session waits for them.
 */
public interface SessionListener {
  void connection(ConnectionState state);

  /** A room from the cache, before the network. Nobody counts as online yet. */
  void restored(RoomSnapshot room);

  /**
   * A room that was created, joined, joined elsewhere, or that was too far behind: replaces what is
   * known of it. Events go on after its {@code lastSeq}; older ones have to be read.
   */
  void roomState(RoomState state);

  /** The next event of a room: dense, in order, each once. */
  void logged(RoomId room, LoggedEvent event);

  /** Something that is true for a moment only. */
  void fleeting(RoomId room, TransientEvent event);

  /**
   * The room is not one's own any more.
   *
   * @param why null when it happened while nobody was connected
   * @param by where it was somebody else and is known
   */
  void gone(RoomId room, @Nullable ExitReason why, @Nullable UserSummary by);

  /**
   * A message of one's own has come further. {@code ACCEPTED} comes when the server has it, {@code
   * REMOVED} last: when its event was told by {@link #logged}, or when a person deleted it.
   */
  void outbox(OutboxEntry entry);

  /** What a person should be told of their files, once. */
  void notice(StorageNotice notice);
}
