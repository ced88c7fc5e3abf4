package chatx.desktop.storage;

import java.nio.file.Path;

/**
 * Why a file or folder cannot be used. Nothing in it was changed.
 *
 * @param path which one
 * @param detail what the system said, in its own words; empty when there is nothing to add
 */
public record StorageRefusal(Reason reason, Path path, String detail) {

  /** The kinds of refusal; each has its own words and next step. */
  public enum Reason {
    /** Another program, or another ChatX, has it open. */
    IN_USE,
    /** A newer version of ChatX wrote it. */
    NEWER_VERSION,
    /** It is not what it should be: damaged, or something else. */
    UNREADABLE,
    /** This user may not read or write there, or the disk is full. */
    NOT_WRITABLE
  }
}
