package chatx.server.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys, one file each, in a folder that only the owner can enter: folder 0700, files 0600 (on
 * Windows an access list with the owner alone).
 *
 * <p>A key is made when its file is missing and never overwritten: a file that exists but cannot be
 * used is an error, because a new pepper or signing key would silently shut everybody out. Rights
 * that are too wide (after a copy or a restore) are narrowed with a warning; where that is not
 * allowed, the file is refused. A file appears whole or not at all. Thread-safe; the folder belongs
 * to one process at a time.
 */
public final class SecretFiles {

  private static final Logger log = LoggerFactory.getLogger(SecretFiles.class);
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final int LONGEST_FILE = 4096;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  private SecretFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The keys of a folder, which is made when it is missing.
   *
   * @throws SecretFileException when the folder cannot be made or made private
   */
  public static SecretFiles in(Path folder) throws SecretFileException {
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        if (isPosix(folder.toAbsolutePath().getRoot())) {
          Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } else {
          Files.createDirectory(folder);
        }
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw new SecretFileException(folder, "is not a folder. Move it away.", e);
        }
      }
      restrict(folder, FOLDER);
    } catch (SecretFileException e) {
      throw e;
    } catch (IOException e) {
      throw new SecretFileException(
          folder, "cannot be used as the folder for keys (" + reason(e) + ").", e);
    }
    return new SecretFiles(folder);
  }

  /**
   * The key called {@code name}, made of {@code bytes} random bytes if there is none yet.
   *
   * @throws SecretFileException when the file is damaged, of another length, or cannot be made
   *     private
   */
  public byte[] readOrCreate(String name, int bytes) throws SecretFileException {
    Path file = folder.resolve(name);
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        create(file, bytes);
      }
      restrict(file, FILE);
      return read(file, bytes);
    } catch (SecretFileException e) {
      throw e;
    } catch (IOException e) {
      throw new SecretFileException(file, "cannot be read or written (" + reason(e) + ").", e);
    }
  }

  /**
   * The text called {@code name}, which is {@code first} if there is none yet: a key in a form of
   * its own.
   *
   * @param first ASCII; asked for only when it is needed
   * @throws SecretFileException when the file is no text, or cannot be made private
   */
  public String readOrCreate(String name, Supplier<String> first) throws SecretFileException {
    Path file = folder.resolve(name);
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        write(file, first.get());
      }
      restrict(file, FILE);
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_TEXT) {
        throw new SecretFileException(file, "is not a key file. Put the right one back.", null);
      }
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (CharacterCodingException e) {
      throw new SecretFileException(file, "is damaged. Put it back from a backup.", null);
    } catch (SecretFileException e) {
      throw e;
    } catch (IOException e) {
      throw new SecretFileException(file, "cannot be read or written (" + reason(e) + ").", e);
    }
  }

  /** Writes a text that may be made again, over the one that is there. */
  public void replace(String name, String text) throws SecretFileException {
    Path file = folder.resolve(name);
    try {
      write(file, text);
    } catch (IOException e) {
      throw new SecretFileException(file, "cannot be written (" + reason(e) + ").", e);
    }
  }

  /** Where the file of this name is, for messages. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  private void create(Path file, int bytes) throws IOException {
    byte[] key = new byte[bytes];
    random.nextBytes(key);
    write(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private void write(Path file, String content) throws IOException {
    byte[] text = content.getBytes(StandardCharsets.US_ASCII);
    Path draft =
        folder.resolve("." + file.getFileName() + "." + Long.toHexString(random.nextLong()));
    try {
      Set<StandardOpenOption> how =
          EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel out =
          isPosix(folder)
              ? FileChannel.open(draft, how, PosixFilePermissions.asFileAttribute(FILE))
              : FileChannel.open(draft, how)) {
        ByteBuffer rest = ByteBuffer.wrap(text);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Makes the new name itself durable, where the system lets a folder be opened. */
  private void forceFolder() throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static byte[] read(Path file, int bytes) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
      throw new SecretFileException(file, "is not a key file. Put the right one back.", null);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // The cause stays out: its message quotes the file.
      throw new SecretFileException(
          file, "is damaged. Put it back from a backup; deleting it shuts everybody out.", null);
    }
    if (key.length != bytes) {
      throw new SecretFileException(
          file,
          "holds %d bytes, not %d. Put the right one back.".formatted(key.length, bytes),
          null);
    }
    return key;
  }

  private static void restrict(Path path, Set<PosixFilePermission> wanted) throws IOException {
    if (isPosix(path)) {
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
      if (wanted.containsAll(found)) {
        return;
      }
      try {
        Files.setPosixFilePermissions(path, wanted);
      } catch (IOException e) {
        throw new SecretFileException(
            path,
            "others can read it (%s) and it cannot be changed. Make its owner run: chmod %s"
                .formatted(
                    PosixFilePermissions.toString(found), wanted.equals(FILE) ? "600" : "700"),
            e);
      }
      log.warn(
          "{} was open to others ({}), now {}",
          path,
          PosixFilePermissions.toString(found),
          PosixFilePermissions.toString(wanted));
      return;
    }
    AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view != null) {
      view.setAcl(
          List.of(
              AclEntry.newBuilder()
                  .setType(AclEntryType.ALLOW)
                  .setPrincipal(view.getOwner())
                  .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                  .build()));
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    Path existing = path;
    while (Files.notExists(existing) && existing.toAbsolutePath().getParent() != null) {
      existing = existing.toAbsolutePath().getParent();
    }
    return Files.getFileStore(existing).supportsFileAttributeView("posix");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }
}
