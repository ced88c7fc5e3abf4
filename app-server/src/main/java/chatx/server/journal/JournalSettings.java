package chatx.server.journal;

/**
 * How a {@link Journal} is kept. Immutable.
 *
 * @param segmentBytes size in bytes at which a file is sealed and the next one begun, 4 KiB to 256
 *     MiB. The last write may go beyond it. Reading at start holds one file in memory at a time.
 */
public record JournalSettings(int segmentBytes) {
  private static final int LEAST = 4 << 10;
  private static final int MOST = 256 << 20;

  public JournalSettings {
    if (segmentBytes < LEAST || segmentBytes > MOST) {
      throw new IllegalArgumentException(
          "journal segment size must be %d to %d bytes, not %d"
              .formatted(LEAST, MOST, segmentBytes));
    }
  }

  /** 16 MiB a file. */
  public static JournalSettings defaults() {
    return new JournalSettings(16 << 20);
  }
}
