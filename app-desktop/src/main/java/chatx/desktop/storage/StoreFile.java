package chatx.desktop.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * An MVStore file with maps of text to text. Every value carries a CRC-32, because MVStore does not
 * notice a changed byte in one. One thread at a time.
 *
 * <p>MVStore's own threads are off: nothing is written but by {@link #commit}. After a failure the
 * store inside is dead; the owner drops this and opens the file again.
 */
final class StoreFile implements AutoCloseable {
  /** MVStore's page cache in MB; its default is 16. All that is hot is in memory anyway. */
  static final int PAGE_CACHE_MB = 1;

  private static final int FORMAT = 1;
  private static final long NO_SPACE = 64 << 10;
  private static final String ABOUT = "about";
  private static final String SIZE = "size.";
  private static final int CRC_LENGTH = 8;

  private final Path file;
  private final MVStore store;

  private StoreFile(Path file, MVStore store) {
    this.file = file;
    this.store = store;
  }

  /**
   * Opens the file; makes it when it is missing.
   *
   * @param disk the prefix of one of H2's file systems; empty for the real one
   * @param keepOldMs how long overwritten data stays in the file, for going back to it after a
   *     power cut; 0 when every commit is forced
   */
  static StoreFile open(String disk, Path file, int keepOldMs) throws StoreFailure {
    @Nullable MVStore store = null;
    try {
      PrivateFiles.makeFile(file);
      store =
          new MVStore.Builder()
              .fileName(disk + file)
              .autoCommitDisabled()
              .cacheSize(PAGE_CACHE_MB)
              .open();
      store.setVersionsToKeep(0);
      store.setRetentionTime(keepOldMs);
      StoreFile opened = new StoreFile(file, store);
      opened.checkFormat();
      return opened;
    } catch (StoreFailure refused) {
      Objects.requireNonNull(store).closeImmediately();
      throw refused;
    } catch (IOException | RuntimeException failed) {
      if (store != null) {
        store.closeImmediately();
      }
      throw failure(file, failed);
    }
  }

  private void checkFormat() throws StoreFailure {
    MVMap<String, String> about = map(ABOUT);
    String format = about.get("format");
    if (format == null && store.getCurrentVersion() > 0) {
      throw new StoreFailure(StoreFailure.Kind.DAMAGED, file + " does not say its format");
    } else if (format == null) {
      about.put("format", Integer.toString(FORMAT));
    } else if (Integer.parseInt(format) > FORMAT) {
      throw new StoreFailure(StoreFailure.Kind.NEWER_VERSION, file + " has format " + format);
    }
  }

  MVMap<String, String> map(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  /**
   * Compares how much the maps have with how much they had when they were committed: a damaged
   * directory of maps reads as if one of them were empty.
   */
  void checkSizes(List<String> names) throws StoreFailure {
    for (String name : names) {
      String size = map(ABOUT).getOrDefault(SIZE + name, "0");
      if (!size.equals(Long.toString(map(name).sizeAsLong()))) {
        throw new StoreFailure(
            StoreFailure.Kind.DAMAGED, file + " has another number of " + name + " than " + size);
      }
    }
  }

  /**
   * Writes all changes as one: after a crash all of them are there or none.
   *
   * @param forced whether it waits until the disk has them, for a power cut's sake
   * @return a number that grows with every commit of this file, whoever opens it
   */
  long commit(boolean forced) throws StoreFailure {
    try {
      for (String name : store.getMapNames()) {
        if (!name.equals(ABOUT)) {
          noteSize(name);
        }
      }
      long version = store.commit();
      if (forced) {
        store.sync();
      }
      return version;
    } catch (RuntimeException failed) {
      throw failure(file, failed);
    }
  }

  private void noteSize(String name) {
    String size = Long.toString(map(name).sizeAsLong());
    if (!size.equals(map(ABOUT).get(SIZE + name))) {
      map(ABOUT).put(SIZE + name, size);
    }
  }

  /** The number of the last commit. */
  long version() {
    return store.getCurrentVersion();
  }

  /** Commits, and gives back what the file no longer needs. */
  @Override
  public void close() {
    try {
      store.close();
    } catch (RuntimeException _) {
      store.closeImmediately();
    }
  }

  /** Lets go of the file; what was not committed is lost. */
  void drop() {
    store.closeImmediately();
  }

  /** Puts the value under the key, with the checksum of both. */
  static void put(MVMap<String, String> map, String key, String value) {
    map.put(key, crc(key, value) + value);
  }

  /** Takes the checksum off what {@link #put} stored. */
  static String value(String key, String stored) throws StoreFailure {
    String value = stored.substring(Math.min(CRC_LENGTH, stored.length()));
    if (!stored.startsWith(crc(key, value))) {
      throw new StoreFailure(StoreFailure.Kind.DAMAGED, "a value has another checksum");
    }
    return value;
  }

  static StoreFailure failure(Path file, Exception failed) {
    return new StoreFailure(kind(file, failed), file + ": " + failed, failed);
  }

  private static StoreFailure.Kind kind(Path file, Exception failed) {
    return switch (failed) {
      case MVStoreException store ->
          switch (store.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> StoreFailure.Kind.IN_USE;
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> StoreFailure.Kind.NEWER_VERSION;
            case DataUtils.ERROR_WRITING_FAILED -> diskFailure(file, failed);
            case DataUtils.ERROR_READING_FAILED ->
                store.getCause() instanceof IOException && !isEnd(store.getCause())
                    ? StoreFailure.Kind.DISK_FAILED
                    : StoreFailure.Kind.DAMAGED;
            default -> diskFailed(store) ? diskFailure(file, failed) : StoreFailure.Kind.DAMAGED;
          };
      case IOException _ -> diskFailure(file, failed);
      default -> StoreFailure.Kind.DAMAGED;
    };
  }

  private static boolean isEnd(@Nullable Throwable cause) {
    return cause instanceof EOFException;
  }

  private static boolean diskFailed(Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof IOException && !isEnd(each)) {
        return true;
      }
    }
    return false;
  }

  private static StoreFailure.Kind diskFailure(Path file, Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      String message = Objects.requireNonNullElse(each.getMessage(), "").toLowerCase(Locale.ROOT);
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return StoreFailure.Kind.DISK_FULL;
      }
    }
    try {
      // The words of the system are in its user's language; its figures are not.
      return Files.getFileStore(file).getUsableSpace() < NO_SPACE
          ? StoreFailure.Kind.DISK_FULL
          : StoreFailure.Kind.DISK_FAILED;
    } catch (IOException _) {
      return StoreFailure.Kind.DISK_FAILED;
    }
  }

  private static String crc(String key, String value) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    crc.update(value.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
