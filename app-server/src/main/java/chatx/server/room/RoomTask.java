package chatx.server.room;

/** Something to do in a room, alone with it. Exactly one of the outcomes is reported at the end. */
public interface RoomTask {
  /**
   * Runs in the room's thread, within a transaction that several tasks share. It may be run again
   * when that transaction is rolled back because of another task, so it changes nothing but the
   * room, and leaves what is to be told to {@link RoomTransaction#afterCommit}.
   */
  void run(RoomTransaction room);

  /** There is no such room. */
  void absent();

  /** It could not be done, or cannot be acknowledged because it is not known to be durable. */
  void failed(RuntimeException cause);
}
