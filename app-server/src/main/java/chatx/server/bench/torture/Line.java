package chatx.server.bench.torture;

import chatx.protocol.ClientCommand;
import chatx.protocol.CommandFrame;
import chatx.protocol.EventFrame;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a client. What the server says is handled in the order in which it came. */
final class Line implements AutoCloseable {
  /** Of an end without a close frame. */
  static final int NO_CODE = 1006;

  private static final String END = "";

  private final FrameCodec codec;
  private final BiConsumer<Line, EventFrame> onEvent;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Consumer<ServerReply>> replies = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile long heardAt = System.nanoTime();
  private volatile @Nullable WebSocket socket;

  private Line(FrameCodec codec, BiConsumer<Line, EventFrame> onEvent) {
    this.codec = codec;
    this.onEvent = onEvent;
  }

  /**
   * Opens a connection; blocking.
   *
   * @param onEvent called one after the other with the handlers of replies, and must not block
   * @return null when that is not possible now
   */
  static @Nullable Line open(
      HttpClient http,
      URI address,
      FrameCodec codec,
      Duration patience,
      BiConsumer<Line, EventFrame> onEvent)
      throws InterruptedException {
    Line line = new Line(codec, onEvent);
    CompletableFuture<WebSocket> opening =
        http.newWebSocketBuilder()
            .subprotocols(ProtocolVersion.SUB_PROTOCOL)
            .connectTimeout(patience)
            .buildAsync(address, line.new Receiver());
    try {
      line.socket = opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      var _ =
          opening.whenComplete((late, _) -> {
            if (late != null) {
              late.abort();
            }
          });
      return null;
    }
    Thread.ofVirtual().name("line").start(line::write);
    return line;
  }

  /** Sends a command; the handler may never be called. */
  void ask(ClientCommand command, Consumer<ServerReply> onReply) {
    long id = ids.incrementAndGet();
    replies.put(id, onReply);
    outgoing.add(new String(codec.encode(new CommandFrame(id, command)), StandardCharsets.UTF_8));
  }

  /** Completed with the close code when it is over. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /** When something last came from the server, pings included; of {@link System#nanoTime()}. */
  long heardAt() {
    return heardAt;
  }

  /** Ends it without a word. */
  void abort() {
    end(NO_CODE);
  }

  /** Ends it as a client does that is closed by its user. */
  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null && !ended.isDone()) {
      var _ = open.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(1, TimeUnit.SECONDS);
    }
    end(WebSocket.NORMAL_CLOSURE);
  }

  private void write() {
    try {
      WebSocket open = socket;
      for (String text = outgoing.take();
          open != null && !ended.isDone() && !text.equals(END);
          text = outgoing.take()) {
        var _ = open.sendText(text, true).get();
      }
    } catch (ExecutionException | InterruptedException _) {
      end(NO_CODE);
    }
  }

  private void end(int code) {
    if (ended.complete(code)) {
      outgoing.add(END);
      WebSocket open = socket;
      if (open != null && code != WebSocket.NORMAL_CLOSURE) {
        open.abort();
      }
    }
  }

  private void handle(String text) {
    switch (codec.decodeServer(text)) {
      case ReplyFrame reply -> {
        Consumer<ServerReply> handler = replies.remove(reply.id());
        if (handler != null) {
          handler.accept(reply.reply());
        }
      }
      case EventFrame event -> onEvent.accept(this, event);
      case null -> {}
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder gathered = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      heardAt = System.nanoTime();
      gathered.append(part);
      if (last && !ended.isDone()) {
        String text = gathered.toString();
        gathered.setLength(0);
        handle(text);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      heardAt = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(NO_CODE);
    }
  }
}
