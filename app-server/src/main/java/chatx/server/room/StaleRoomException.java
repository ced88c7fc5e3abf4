package chatx.server.room;

/** Another writer appended to the room meanwhile: what this node knows of it must be read again. */
final class StaleRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleRoomException() {
    super("another writer appended to the room");
  }
}
