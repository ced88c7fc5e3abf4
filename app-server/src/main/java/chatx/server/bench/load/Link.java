package chatx.server.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One WebSocket of a client, as far as a load generator needs it: whole frames, no extensions. */
final class Link {
  private static final byte[] NOTHING = new byte[0];
  private static final ByteBuffer NO_WORDS = ByteBuffer.allocate(0);
  private static final int FIN_TEXT = 0x81;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int FIN_PONG = 0x8A;
  private static final int MASKED = 0x80;
  private static final int MAX_HEADER = 14;
  private static final int KEPT_BUFFER = 2048;

  private final Loop loop;
  private final SocketChannel channel;
  private final Listener listener;
  private final @Nullable LinkTls tls;
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer out;
  private byte[] rest = NOTHING;
  private boolean open;
  private boolean ended;
  private boolean awaitsFlush;
  private boolean blocked;
  private int mask = 0x5bd1e995;

  /**
   * @param tls null where nothing is encrypted
   */
  Link(Loop loop, SocketChannel channel, Listener listener, @Nullable LinkTls tls) {
    this.loop = loop;
    this.channel = channel;
    this.listener = listener;
    this.tls = tls;
  }

  void registered(SelectionKey registered) {
    key = registered;
  }

  SocketChannel channel() {
    return channel;
  }

  byte[] rest() {
    return rest;
  }

  boolean isEnded() {
    return ended;
  }

  void connected() throws IOException {
    channel.finishConnect();
    Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ);
    await();
  }

  /** Sends a text message when this round is over. */
  void text(byte[] bytes, int length) {
    frame(FIN_TEXT, bytes, 0, length);
  }

  void raw(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  /** Reads nothing more until {@link #wake}. */
  void sleep() {
    Objects.requireNonNull(key).interestOps(0);
  }

  void wake() {
    if (!ended) {
      Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ);
    }
  }

  void close() {
    ended = true;
    try {
      channel.close();
    } catch (IOException harmless) {
      return;
    }
  }

  private void frame(int first, byte[] bytes, int from, int length) {
    if (ended) {
      return;
    }
    ByteBuffer to = room(length + MAX_HEADER);
    to.put((byte) first);
    if (length < 126) {
      to.put((byte) (MASKED | length));
    } else {
      to.put((byte) (MASKED | 126)).putShort((short) length);
    }
    mask = mask * 1664525 + 1013904223;
    to.putInt(mask);
    int whole = length & ~3;
    ByteBuffer source = ByteBuffer.wrap(bytes, from, length);
    for (int i = 0; i < whole; i += 4) {
      to.putInt(source.getInt() ^ mask);
    }
    for (int i = whole; i < length; i++) {
      to.put((byte) (bytes[from + i] ^ (mask >>> (24 - 8 * (i & 3)))));
    }
    await();
  }

  private void await() {
    if (!awaitsFlush && !blocked) {
      awaitsFlush = true;
      loop.unsent(this);
    }
  }

  private ByteBuffer room(int bytes) {
    ByteBuffer buffer = out;
    if (buffer == null) {
      buffer = ByteBuffer.allocate(Math.max(512, bytes));
    } else if (buffer.remaining() < bytes) {
      buffer =
          ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes))
              .put(buffer.flip());
    }
    out = buffer;
    return buffer;
  }

  Link writableAgain() {
    blocked = false;
    awaitsFlush = true;
    Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ);
    return this;
  }

  void flush() throws IOException {
    awaitsFlush = false;
    ByteBuffer buffer = out == null ? NO_WORDS : out;
    if (ended || !channel.isConnected()) {
      return;
    }
    buffer.flip();
    boolean all = write(buffer);
    buffer.compact();
    if (!all) {
      blocked = true;
      Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } else if (buffer.position() == 0 && buffer.capacity() > KEPT_BUFFER) {
      out = null;
    }
  }

  /** Whether the socket took all that may be said by now. */
  private boolean write(ByteBuffer words) throws IOException {
    if (tls != null) {
      return tls.write(channel, words);
    }
    channel.write(words);
    return !words.hasRemaining();
  }

  /**
   * Appends what a read brought to what is there, not encrypted any more.
   *
   * @param input with room for what came and two records more
   */
  void open(ByteBuffer received, ByteBuffer input) throws IOException {
    if (tls == null) {
      input.put(received);
      return;
    }
    tls.decrypt(channel, received, input);
    if (!open) {
      // The handshake may have gone so far that the request can be sent.
      await();
    }
  }

  /** Takes the rest of the last read and what came now. */
  void take(byte[] bytes, int length) {
    int from = 0;
    if (!open) {
      from = head(bytes, length);
      if (from < 0) {
        rest = Arrays.copyOf(bytes, length);
        return;
      }
    }
    while (!ended && length - from >= 2) {
      int size = bytes[from + 1] & 0x7F;
      int header = size < 126 ? 2 : size == 126 ? 4 : 10;
      if (length - from < header) {
        break;
      }
      if (size == 126) {
        size = (bytes[from + 2] & 0xFF) << 8 | (bytes[from + 3] & 0xFF);
      } else if (size == 127) {
        size = ByteBuffer.wrap(bytes).getInt(from + 6);
      }
      int start = from + header;
      if (length - start < size) {
        break;
      }
      came(bytes[from] & 0xF, bytes, start, start + size);
      from = start + size;
    }
    rest = from == length ? NOTHING : Arrays.copyOfRange(bytes, from, length);
  }

  private void came(int opcode, byte[] bytes, int from, int to) {
    switch (opcode) {
      case PING -> frame(FIN_PONG, bytes, from, to - from);
      case CLOSE -> {
        int code = to - from < 2 ? 0 : (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
        end(
            "closed with "
                + code
                + " "
                + new String(
                    bytes,
                    Math.min(to, from + 2),
                    Math.max(0, to - from - 2),
                    StandardCharsets.UTF_8));
      }
      default -> listener.text(this, bytes, from, to);
    }
  }

  /** Where the frames begin; -1 while the answer to the handshake is not whole. */
  private int head(byte[] bytes, int length) {
    for (int i = 3; i < length; i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
        String answer = new String(bytes, 0, i, StandardCharsets.ISO_8859_1);
        if (!answer.startsWith("HTTP/1.1 101 ")) {
          end("refused: " + answer.lines().findFirst().orElse(""));
        } else {
          open = true;
          listener.opened(this);
        }
        return i + 1;
      }
    }
    return -1;
  }

  void end(String why) {
    if (!ended) {
      close();
      listener.ended(this, why);
    }
  }
}
