package chatx.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The few file operations a journal needs, in one directory that it holds alone until {@link
 * #close}. Narrow so that the tests can stand in for a disk that forgets unforced bytes, tears
 * writes, fills up and fails to force.
 */
interface Disk extends Closeable {
  /** Names of all files, in no order. */
  List<String> list() throws IOException;

  byte[] read(String name) throws IOException;

  /** A new empty file, for its owner only. Fails when the name exists. */
  SegmentFile create(String name) throws IOException;

  /** Does nothing when there is no such file. */
  void delete(String name) throws IOException;

  /** Makes the creations and deletions so far outlive a power cut. */
  void forceDirectory() throws IOException;

  /** For messages to people. */
  Path path(String name);

  /** Written at its end only. */
  interface SegmentFile extends Closeable {
    /** All of the buffer; after an exception any part of it may have been written. */
    void write(ByteBuffer bytes) throws IOException;

    /** Cuts to this size; the next write goes there. */
    void truncate(long size) throws IOException;

    /** Makes what was written so far outlive a power cut. */
    void force() throws IOException;
  }
}
