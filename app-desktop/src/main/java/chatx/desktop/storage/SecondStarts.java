package chatx.desktop.storage;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The socket by which a second start of the app tells the first one to show itself. */
final class SecondStarts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SecondStarts.class);

  /** The shortest limit of the systems we run on is 104 bytes with its end (macOS). */
  private static final int LONGEST_ADDRESS = 100;

  private static final int LONGEST_MESSAGE = 64 << 10;
  private static final byte[] SHOWN = "shown\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /** How many starts are remembered while nobody listens yet. */
  private static final int REMEMBERED = 16;

  private final ServerSocketChannel server;
  private final Path socket;
  private final List<List<String>> untold = new ArrayList<>();
  private @Nullable Consumer<List<String>> listener;

  private SecondStarts(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  /**
   * Where the socket of a folder is: in it, or, when that path is too long for a socket, in a
   * folder of the user's own beside other temporary files. Empty when that one belongs to somebody
   * else; then the lock alone keeps a second start out.
   */
  static Optional<Path> socketOf(Path folder) throws IOException {
    Path inside = folder.resolve("chatx.sock");
    if (fits(inside)) {
      return Optional.of(inside);
    }
    Path elsewhere = Path.of(System.getProperty("java.io.tmpdir"), "chatx-" + shortName(folder));
    PrivateFiles.makeFolder(elsewhere);
    Path socket = elsewhere.resolve("chatx.sock");
    return fits(socket) && Files.getOwner(elsewhere).equals(Files.getOwner(folder))
        ? Optional.of(socket)
        : Optional.empty();
  }

  /** Listens from now on. The caller holds the folder's lock, so an old socket is a dead one's. */
  static Optional<SecondStarts> listen(Optional<Path> socket) {
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.deleteIfExists(socket.get());
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      var _ = server.bind(UnixDomainSocketAddress.of(socket.get()));
      SecondStarts starts = new SecondStarts(server, socket.get());
      var _ = Thread.ofVirtual().name("second-starts").start(starts::accept);
      return Optional.of(starts);
    } catch (IOException | UnsupportedOperationException failed) {
      log.warn("a second start cannot wake this one: {}", failed.toString());
      return Optional.empty();
    }
  }

  /** Tells whoever listens there; false when nobody does, or does not answer in time. */
  static boolean wake(Optional<Path> socket, List<String> arguments) {
    if (socket.isEmpty() || !Files.exists(socket.get())) {
      return false;
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ =
          Thread.ofVirtual()
              .name("wake")
              .start(() -> answer.complete(ask(channel, socket.get(), arguments)));
      return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException
        | UnsupportedOperationException
        | ExecutionException
        | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same for one that is just starting and may not listen yet. */
  static boolean wakeSoon(Optional<Path> socket, List<String> arguments) {
    for (int attempt = 0; attempt < 10; attempt++) {
      if (wake(socket, arguments)) {
        return true;
      }
      try {
        Thread.sleep(Duration.ofMillis(100));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  synchronized void tell(Consumer<List<String>> newListener) {
    listener = newListener;
    untold.forEach(newListener);
    untold.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException failed) {
      log.warn("{} could not be removed: {}", socket, failed.toString());
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        var _ = Thread.ofVirtual().name("second-start").start(() -> hear(channel));
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException failed) {
        log.warn("a second start could not be heard: {}", failed.toString());
        return;
      }
    }
  }

  private void hear(SocketChannel channel) {
    try (channel) {
      Optional<ObjectNode> message = StoredJson.parse(read(channel, LONGEST_MESSAGE));
      if (message.isEmpty()) {
        return;
      }
      List<String> arguments = new ArrayList<>();
      for (JsonNode each : message.get().path("arguments")) {
        arguments.add(each.asString(""));
      }
      started(List.copyOf(arguments));
      write(channel, SHOWN);
    } catch (IOException failed) {
      log.warn("a second start was not understood: {}", failed.toString());
    }
  }

  private synchronized void started(List<String> arguments) {
    if (listener != null) {
      listener.accept(arguments);
    } else if (untold.size() < REMEMBERED) {
      untold.add(arguments);
    }
  }

  private static boolean ask(SocketChannel channel, Path socket, List<String> arguments) {
    ObjectNode message = StoredJson.object();
    ArrayNode list = message.putArray("arguments");
    arguments.forEach(list::add);
    try {
      var _ = channel.connect(UnixDomainSocketAddress.of(socket));
      write(channel, StoredJson.text(message).getBytes(StandardCharsets.UTF_8));
      var _ = channel.shutdownOutput();
      return read(channel, SHOWN.length).equals("shown\n");
    } catch (IOException _) {
      return false;
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      var _ = channel.write(rest);
    }
  }

  /** Up to the end of the stream; what is longer is not ours and reads as nothing. */
  private static String read(SocketChannel channel, int longest) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(longest + 1);
    while (read.hasRemaining() && channel.read(read) >= 0) {
      // Until the other side has said all.
    }
    return read.hasRemaining()
        ? new String(read.array(), 0, read.position(), StandardCharsets.UTF_8)
        : "";
  }

  private static boolean fits(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ADDRESS;
  }

  private static String shortName(Path folder) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(folder.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
