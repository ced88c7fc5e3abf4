package chatx.server.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that is as unkind as a real one may be. A power cut keeps what was forced; of
 * the rest any sector of 512 bytes may be old, new or garbage, in any combination, and any file or
 * deletion whose directory was not forced may be there or not. A failed force marks the sectors as
 * written all the same, so that a second force of them does nothing. Thread-safe.
 *
 * <p>Faults are set by the test: space left, the next forces to fail, truncation refused.
 */
final class ForgetfulDisk implements Disk {
  private static final int SECTOR = 512;

  /** The system's view (bytes) and the platter's (stable), which the dirty sectors tell apart. */
  private static final class Content {
    byte[] bytes = new byte[0];
    byte[] stable = new byte[0];
    final BitSet dirty = new BitSet();

    void resize(int size) {
      for (int at = Math.min(size, bytes.length); at < Math.max(size, bytes.length); at++) {
        dirty.set(at / SECTOR);
      }
      bytes = Arrays.copyOf(bytes, size);
    }

    void put(int at, byte b) {
      bytes[at] = b;
      dirty.set(at / SECTOR);
    }
  }

  private final Random random;
  private final Map<String, Content> files = new TreeMap<>();
  private final Map<String, Content> stableFiles = new TreeMap<>();
  private boolean dead;

  long room = Long.MAX_VALUE;
  int failingForces;
  int failingDirectoryForces;
  boolean refusesTruncation;
  Runnable beforeForce = () -> {};
  int forces;
  int directoryForces;
  int writes;

  ForgetfulDisk(Random random) {
    this.random = random;
  }

  /** The process dies, the system lives: everything written is there, with all its dirt. */
  synchronized ForgetfulDisk killed() {
    dead = true;
    ForgetfulDisk next = new ForgetfulDisk(random);
    next.files.putAll(files);
    next.stableFiles.putAll(stableFiles);
    return next;
  }

  /** The power goes: what a restart finds. */
  synchronized ForgetfulDisk powerCut() {
    dead = true;
    ForgetfulDisk next = new ForgetfulDisk(random);
    Map<String, Content> all = new HashMap<>(stableFiles);
    all.putAll(files);
    all.forEach((name, content) -> {
      boolean was = stableFiles.containsKey(name);
      boolean is = files.containsKey(name);
      if ((was && is) || random.nextBoolean()) {
        Content left = new Content();
        left.bytes = left.stable = survivors(content);
        next.files.put(name, left);
        next.stableFiles.put(name, left);
      }
    });
    return next;
  }

  private byte[] survivors(Content content) {
    int shorter = Math.min(content.bytes.length, content.stable.length);
    int longer = Math.max(content.bytes.length, content.stable.length);
    boolean cleanSize = content.dirty.isEmpty() && content.bytes.length == content.stable.length;
    byte[] left = content.stable.clone();
    if (!cleanSize) {
      left = Arrays.copyOf(left, shorter + random.nextInt(longer - shorter + 1));
    }
    for (int s = content.dirty.nextSetBit(0); s >= 0; s = content.dirty.nextSetBit(s + 1)) {
      int from = s * SECTOR;
      int to = Math.min(Math.min(from + SECTOR, left.length), content.bytes.length);
      int kind = random.nextInt(8);
      // Mostly whole sectors, old or new; sometimes one torn in the middle or overwritten.
      int torn = kind == 0 ? from + random.nextInt(SECTOR) : to;
      boolean forcedPartly = from < content.stable.length;
      for (int at = from; kind < 5 && at < Math.min(to, torn); at++) {
        left[at] = content.bytes[at];
      }
      if (kind == 5 && !forcedPartly) {
        for (int at = from; at < to; at++) {
          left[at] = (byte) random.nextInt();
        }
      }
    }
    return left;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    alive();
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized byte[] read(String name) throws IOException {
    alive();
    Content content = files.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content.bytes.clone();
  }

  @Override
  public synchronized SegmentFile create(String name) throws IOException {
    alive();
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Content content = new Content();
    files.put(name, content);
    return new Handle(content);
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    alive();
    Content content = files.remove(name);
    if (content != null && room != Long.MAX_VALUE) {
      room += content.bytes.length;
    }
  }

  @Override
  public synchronized void forceDirectory() throws IOException {
    alive();
    directoryForces++;
    if (failingDirectoryForces > 0) {
      failingDirectoryForces--;
      throw new IOException("Input/output error");
    }
    stableFiles.clear();
    stableFiles.putAll(files);
  }

  @Override
  public Path path(String name) {
    return Path.of("disk", name);
  }

  @Override
  public void close() {}

  private void alive() throws IOException {
    if (dead) {
      throw new IOException("no power");
    }
  }

  private final class Handle implements SegmentFile {
    private final Content content;

    Handle(Content content) {
      this.content = content;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      synchronized (ForgetfulDisk.this) {
        alive();
        writes++;
        int from = content.bytes.length;
        int fits = (int) Math.min(bytes.remaining(), room);
        content.resize(from + fits);
        for (int at = from; at < from + fits; at++) {
          content.put(at, bytes.get());
        }
        if (room != Long.MAX_VALUE) {
          room -= fits;
        }
        if (bytes.hasRemaining()) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (ForgetfulDisk.this) {
        alive();
        if (refusesTruncation) {
          throw new IOException("Input/output error");
        }
        if (room != Long.MAX_VALUE) {
          room += content.bytes.length - size;
        }
        content.resize((int) size);
      }
    }

    @Override
    public void force() throws IOException {
      beforeForce.run();
      synchronized (ForgetfulDisk.this) {
        alive();
        forces++;
        if (failingForces > 0) {
          failingForces--;
          loseDirt();
          throw new IOException("Input/output error");
        }
        writeDirt();
      }
    }

    /** Only dirty sectors reach the platter; the size always does. */
    private void writeDirt() {
      byte[] stable = Arrays.copyOf(content.stable, content.bytes.length);
      for (int s = content.dirty.nextSetBit(0); s >= 0; s = content.dirty.nextSetBit(s + 1)) {
        for (int at = s * SECTOR; at < Math.min((s + 1) * SECTOR, stable.length); at++) {
          stable[at] = content.bytes[at];
        }
      }
      content.stable = stable;
      content.dirty.clear();
    }

    /** Some sectors are written, the others forgotten; all of them count as clean. */
    private void loseDirt() {
      for (int s = content.dirty.nextSetBit(0); s >= 0; s = content.dirty.nextSetBit(s + 1)) {
        if (random.nextBoolean()) {
          content.dirty.clear(s);
        }
      }
      writeDirt();
    }

    @Override
    public void close() {}
  }
}
