package chatx.desktop.storage;

/**
 * What a person marked in a room, on this computer.
 *
 * @param readSeq the newest event they have read; 0 for none
 */
public record RoomMarks(long readSeq, boolean favourite, boolean muted) {
  /** Of a room nothing was marked in. */
  public static final RoomMarks NONE = new RoomMarks(0, false, false);

  /** Read up to there; a mark never goes back. */
  public RoomMarks read(long seq) {
    return new RoomMarks(Math.max(readSeq, seq), favourite, muted);
  }

  public RoomMarks favourite(boolean yes) {
    return new RoomMarks(readSeq, yes, muted);
  }

  public RoomMarks muted(boolean yes) {
    return new RoomMarks(readSeq, favourite, yes);
  }
}
