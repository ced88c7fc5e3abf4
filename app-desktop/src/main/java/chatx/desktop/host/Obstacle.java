package chatx.desktop.host;

import chatx.server.StartRefusedException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is in the way of hosting. */
public enum Obstacle {
  /** Another ChatX has the folder open. */
  IN_USE,
  /** A newer ChatX wrote what is in the folder. */
  NEWER_DATA,
  /** The folder is there for reading only. */
  READ_ONLY,
  DISK_FULL,
  /** What is in the folder cannot be used, or nothing can be made there. */
  UNUSABLE,
  /** The key by which people know the server. */
  KEY_DAMAGED,
  /** No port can be listened on. */
  NO_PORT;

  /** With less than this, in bytes, a server cannot even begin. */
  private static final long LEAST_SPACE = 1 << 20;

  /** How much can be written where a folder is, in bytes. */
  @FunctionalInterface
  interface Space {
    long usable(Path existing) throws IOException;

    /** That of the real disk. */
    static long ofDisk(Path existing) throws IOException {
      FileStore store = Files.getFileStore(existing);
      return store.getUsableSpace();
    }
  }

  static Obstacle of(StartRefusedException refusal, Path folder, Space space) {
    return switch (refusal.reason()) {
      case DATA_IN_USE -> IN_USE;
      case DATA_NEWER -> NEWER_DATA;
      case DATA_UNUSABLE -> at(folder, space);
      case KEY_UNUSABLE -> KEY_DAMAGED;
      case DISK_FULL -> DISK_FULL;
      case NO_PORT -> NO_PORT;
    };
  }

  /** Why a folder cannot be used, which systems word in many ways. */
  static Obstacle at(Path folder, Space space) {
    @Nullable Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return UNUSABLE;
    }
    if (!Files.isWritable(existing)) {
      return READ_ONLY;
    }
    try {
      return space.usable(existing) < LEAST_SPACE ? DISK_FULL : UNUSABLE;
    } catch (IOException _) {
      return UNUSABLE;
    }
  }
}
