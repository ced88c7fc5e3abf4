package chatx.desktop.model;

import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.RoomMarks;
import chatx.protocol.RoomId;

/** What this computer remembers of a person's rooms. Calls do not block. */
public interface RoomMemory {
  RoomMarks marks(RoomId room);

  void marks(RoomId room, RoomMarks marks);

  /** What was being written; empty for nothing. */
  String draft(RoomId room);

  void draft(RoomId room, String text);

  /** The memory that an account's files are. */
  static RoomMemory of(AccountStore store) {
    return new RoomMemory() {
      @Override
      public RoomMarks marks(RoomId room) {
        return store.marks(room);
      }

      @Override
      public void marks(RoomId room, RoomMarks marks) {
        store.marks(room, marks);
      }

      @Override
      public String draft(RoomId room) {
        return store.draft(room).orElse("");
      }

      @Override
      public void draft(RoomId room, String text) {
        store.draft(room, text);
      }
    };
  }
}
