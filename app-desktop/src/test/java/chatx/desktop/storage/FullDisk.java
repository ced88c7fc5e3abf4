package chatx.desktop.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's on which nothing can be written for as long as it is full. Public, with a
 * public constructor, because H2 makes an instance for every path.
 */
public final class FullDisk extends FilePathWrapper {
  static final String PREFIX = "full:";

  private static final AtomicBoolean FULL = new AtomicBoolean();

  /** Whether it is full from now on. */
  public static void full(boolean yes) {
    FULL.set(yes);
  }

  /** A store on it; the disk is to be registered with H2 before. */
  public static AccountStore store(Path folder) {
    return Samples.open(PREFIX, folder);
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static void check() throws IOException {
    if (FULL.get()) {
      throw new IOException("No space left on device");
    }
  }

  private static final class Channel extends FileBase {
    private final FileChannel file;

    Channel(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      check();
      return file.write(source, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      check();
      return file.write(source);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      var _ = file.position(position);
      return this;
    }

    @Override
    public FileChannel truncate(long length) throws IOException {
      var _ = file.truncate(length);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
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
