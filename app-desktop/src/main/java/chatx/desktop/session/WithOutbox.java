package chatx.desktop.session;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.StorageNotice;
import chatx.protocol.ExitReason;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserSummary;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the outbox know what the rooms say about its messages, after the listener. */
record WithOutbox(SessionListener listener, Supplier<UserSummary> me, Outbox outbox)
    implements SessionListener {
  @Override
  public void connection(ConnectionState state) {
    listener.connection(state);
  }

  @Override
  public void restored(RoomSnapshot room) {
    listener.restored(room);
  }

  @Override
  public void roomState(RoomState state) {
    listener.roomState(state);
    outbox.reached(state.id(), state.lastSeq());
  }

  @Override
  public void logged(RoomId room, LoggedEvent event) {
    listener.logged(room, event);
    if (event.event() instanceof MessagePosted posted
        && posted.author().id().equals(me.get().id())) {
      outbox.posted(posted.clientKey());
    }
    outbox.reached(room, event.seq());
  }

  @Override
  public void fleeting(RoomId room, TransientEvent event) {
    listener.fleeting(room, event);
  }

  @Override
  public void gone(RoomId room, @Nullable ExitReason why, @Nullable UserSummary by) {
    listener.gone(room, why, by);
    outbox.gone(room);
  }

  @Override
  public void outbox(OutboxEntry entry) {
    listener.outbox(entry);
  }

  @Override
  public void notice(StorageNotice notice) {
    listener.notice(notice);
  }
}
