package chatx.server.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Journal#open} found. Immutable.
 *
 * @param records how many records were replayed
 * @param tornTail the end of a last write that a crash cut short, left out of the replay; null when
 *     the journal ended cleanly. None of its records had been acknowledged.
 */
public record Recovery(long records, @Nullable TornTail tornTail) {
  /**
   * Where a journal ends in bytes that are no record.
   *
   * @param file the file with the torn end
   * @param offset where the unreadable part begins, in bytes
   * @param bytes how long it is
   */
  public record TornTail(Path file, long offset, long bytes) {}
}
