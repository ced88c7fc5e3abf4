package chatx.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk under an H2 that remembers what was forced: after a power cut some of what was written
 * since is there, from the first on, and the last write of it is torn. H2 makes one for every path,
 * so what they know is shared, by file.
 */
public final class ForgetfulFiles extends FilePathWrapper {
  private static final String SCHEME = "forgetful";
  private static final ConcurrentHashMap<String, Image> IMAGES = new ConcurrentHashMap<>();

  /** For H2. */
  public ForgetfulFiles() {}

  /** An H2 in {@code chatx.mv.db} of that folder on this disk. */
  public static StorageSettings database(Path folder) {
    FilePath.register(new ForgetfulFiles());
    StorageSettings onDisk = TestDatabases.h2File(folder);
    return new StorageSettings(
        onDisk.url().replace(":" + HeldFiles.SCHEME + ":", ":" + SCHEME + ":"),
        onDisk.user(),
        onDisk.password(),
        onDisk.poolSize(),
        onDisk.patience());
  }

  /** Writes what a power cut at this moment leaves of the database's file. */
  public static void powerCut(Path file, Path target, SplittableRandom random) throws IOException {
    Image image = IMAGES.get(file.toAbsolutePath().toString());
    if (image == null) {
      throw new IllegalStateException(file + " was never opened; there are " + IMAGES.keySet());
    }
    Files.write(target, image.afterPowerCut(random));
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = getBase().open(mode);
    Image image = IMAGES.computeIfAbsent(getBase().toString(), _ -> new Image());
    image.begin(Files.readAllBytes(Path.of(getBase().toString())));
    return new Channel(file, image);
  }

  /** One file: its forced bytes, and what was written to it since. */
  private static final class Image {
    private record Write(long position, ByteBuffer bytes) {}

    private byte[] forced = new byte[0];
    private int length;
    private final List<Write> since = new ArrayList<>();
    private boolean begun;

    synchronized void begin(byte[] content) {
      if (!begun) {
        forced = content;
        length = content.length;
        begun = true;
      }
    }

    /** A new length counts at once, as where the file system keeps a journal of lengths. */
    synchronized void truncate(long size) {
      force();
      grow((int) size);
      Arrays.fill(forced, (int) size, forced.length, (byte) 0);
      length = (int) size;
    }

    synchronized void write(long position, ByteBuffer bytes) {
      since.add(new Write(position, bytes));
    }

    synchronized void force() {
      since.forEach(write -> put(write, write.bytes().remaining()));
      since.clear();
    }

    synchronized byte[] afterPowerCut(SplittableRandom random) {
      Image left = new Image();
      left.begin(Arrays.copyOf(forced, length));
      int kept = random.nextInt(since.size() + 1);
      for (int i = 0; i < kept; i++) {
        int whole = since.get(i).bytes().remaining();
        left.put(since.get(i), i + 1 < kept ? whole : random.nextInt(whole + 1));
      }
      return Arrays.copyOf(left.forced, left.length);
    }

    private void put(Write write, int bytes) {
      int end = (int) write.position() + bytes;
      grow(end);
      write.bytes().duplicate().get(forced, (int) write.position(), bytes);
      length = Math.max(length, end);
    }

    private void grow(int size) {
      if (size > forced.length) {
        forced = Arrays.copyOf(forced, Math.max(size, 2 * forced.length));
      }
    }
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;
    private final Image image;

    Channel(FileChannel file, Image image) {
      this.file = file;
      this.image = image;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      ByteBuffer copy = ByteBuffer.allocate(from.remaining()).put(from.duplicate()).flip();
      int written = file.write(from, position);
      image.write(position, copy.limit(written));
      return written;
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
      file.force(metaData);
      image.force();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
      image.truncate(size);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
