package chatx.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The disk as H2 sees it: that of the system, where the files of open databases are {@link HeldFile
 * held}. H2 keeps one of these as the way to files and makes another for every path. Any thread.
 */
public final class HeldFiles extends FilePathWrapper {
  static final String SCHEME = "held";

  private ConcurrentHashMap<String, HeldFile> held = new ConcurrentHashMap<>();

  /** For H2. */
  public HeldFiles() {}

  /** Holds a file until {@link #release}. */
  static HeldFile hold(String path) {
    // H2 has slashes everywhere.
    HeldFile file = new HeldFile(FilePath.get(path).toString());
    registered().held.put(file.path(), file);
    return file;
  }

  static void release(HeldFile file) {
    file.release();
    registered().held.remove(file.path(), file);
  }

  private static HeldFiles registered() {
    synchronized (HeldFiles.class) {
      if (FilePath.get(SCHEME + ":/") instanceof HeldFiles files) {
        return files;
      }
      HeldFiles first = new HeldFiles();
      FilePath.register(first);
      return first;
    }
  }

  @Override
  public FilePathWrapper getPath(String path) {
    return sharing(super.getPath(path));
  }

  @Override
  public FilePathWrapper wrap(FilePath base) {
    return sharing(super.wrap(base));
  }

  private FilePathWrapper sharing(FilePathWrapper made) {
    ((HeldFiles) made).held = held;
    return made;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    HeldFile file = held.get(getBase().toString());
    if (file == null) {
      return getBase().open(mode);
    }
    file.open();
    return new Channel(getBase().open(mode), file);
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel channel;
    private final HeldFile file;

    Channel(FileChannel channel, HeldFile file) {
      this.channel = channel;
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    // Not synchronized as in the superclass: who reads does not wait for who waits for room.
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return channel.read(to, position);
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return file.write(() -> channel.write(from, position));
    }

    @Override
    public void force(boolean metaData) throws IOException {
      channel.force(metaData);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
      channel.close();
    }
  }
}
