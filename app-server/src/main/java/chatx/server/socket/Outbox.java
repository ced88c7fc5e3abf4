package chatx.server.socket;

import chatx.server.frame.EncodedFrame;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.MessageCloner;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one connection: bounded in bytes, never blocking whoever offers, and
 * written in as few writes as possible. At most one write of it is under way, so that frames keep
 * their order and everything offered meanwhile goes into the next one.
 */
final class Outbox {

  private final Wire wire;
  private final OutboxWriter writer;
  private final int limit;
  private final Runnable onOverflow;

  // all guarded by this
  private final ArrayDeque<EncodedFrame> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private int underWay;
  private boolean enqueued;
  private @Nullable Runnable onLast;
  private boolean sealed;
  private long writes;
  private long seenWrites;
  private int seenUnsent;
  private long progressAt;

  /**
   * @param onOverflow told on the offering thread, once, when more than the limit would wait; has
   *     to {@link #seal}
   */
  Outbox(Wire wire, OutboxWriter writer, int limit, Runnable onOverflow, long now) {
    this.wire = wire;
    this.writer = writer;
    this.limit = limit;
    this.onOverflow = onOverflow;
    this.progressAt = now;
  }

  /** Takes the frame to be sent; false, and nothing is sent, once sealed or when it overflows. */
  boolean offer(EncodedFrame frame) {
    synchronized (this) {
      if (sealed) {
        return false;
      }
      long pending = waitingBytes + underWay;
      if (pending == 0 || pending + frame.length() <= limit) {
        add(frame);
        return true;
      }
    }
    onOverflow.run();
    return false;
  }

  /**
   * Takes a last frame after all that waits and nothing any more.
   *
   * @param last null to end with what waits
   * @param dropWaiting whether what waits is thrown away, except for a write that is under way
   * @param onLast told when the last byte was handed to the socket, on any thread
   */
  synchronized void seal(@Nullable EncodedFrame last, boolean dropWaiting, Runnable onLast) {
    if (sealed) {
      return;
    }
    if (dropWaiting) {
      waiting.clear();
      waitingBytes = 0;
    }
    this.onLast = onLast;
    sealed = true;
    if (last != null) {
      add(last);
    } else {
      enqueue();
    }
  }

  /** Throws away what waits, because the socket is gone. */
  synchronized void clear() {
    sealed = true;
    onLast = null;
    waiting.clear();
    waitingBytes = 0;
  }

  /**
   * Writes what waits, as far as it fits into the batch. Called on the writer's thread only.
   *
   * @param batch the writer's own buffer, free for use again when this returns
   */
  void flush(ByteBuffer batch) {
    Buffer bytes;
    MessageCloner<WritableMessage> cloner;
    Runnable last = null;
    synchronized (this) {
      enqueued = false;
      if (underWay > 0) {
        return;
      }
      EncodedFrame first = waiting.peek();
      if (first == null) {
        last = takeOnLast();
        bytes = Buffers.EMPTY_BUFFER;
        cloner = SHARED;
      } else if (first.length() > batch.capacity()) {
        waiting.remove();
        underWay = first.length();
        bytes = new ByteBufferWrapper(first.view());
        cloner = SHARED;
      } else {
        batch.clear();
        for (EncodedFrame frame = first;
            frame != null && frame.length() <= batch.remaining();
            frame = waiting.peek()) {
          frame.copyTo(batch);
          waiting.remove();
        }
        underWay = batch.position();
        batch.flip();
        bytes = new ByteBufferWrapper(batch);
        cloner = Wire.REUSED;
      }
      waitingBytes -= underWay;
    }
    if (last != null) {
      last.run();
    } else if (bytes.hasRemaining()) {
      wire.write(bytes, new Written(), cloner);
    }
  }

  /**
   * Since when the other side has taken nothing although something waits.
   *
   * @return {@code now} when it reads, or when nothing waits
   */
  synchronized long stalledSince(long now) {
    int unsent = wire.unsent();
    if ((underWay == 0 && waiting.isEmpty()) || writes != seenWrites || unsent != seenUnsent) {
      progressAt = now;
    }
    seenWrites = writes;
    seenUnsent = unsent;
    return progressAt;
  }

  private void add(EncodedFrame frame) {
    waiting.add(frame);
    waitingBytes += frame.length();
    enqueue();
  }

  private void enqueue() {
    if (!enqueued && underWay == 0) {
      enqueued = true;
      writer.enqueue(this);
    }
  }

  private @Nullable Runnable takeOnLast() {
    Runnable last = onLast;
    onLast = null;
    return last;
  }

  private void written() {
    Runnable last = null;
    synchronized (this) {
      underWay = 0;
      writes++;
      if (!waiting.isEmpty()) {
        enqueue();
      } else if (sealed) {
        last = takeOnLast();
      }
    }
    if (last != null) {
      last.run();
    }
  }

  private static final MessageCloner<WritableMessage> SHARED = (_, message) -> message;

  private final class Written
      implements CompletionHandler<WriteResult<WritableMessage, SocketAddress>> {

    @Override
    public void completed(WriteResult<WritableMessage, SocketAddress> result) {
      written();
    }

    @Override
    public void updated(WriteResult<WritableMessage, SocketAddress> result) {}

    @Override
    public void cancelled() {
      clear();
    }

    @Override
    public void failed(Throwable cause) {
      clear();
    }
  }
}
