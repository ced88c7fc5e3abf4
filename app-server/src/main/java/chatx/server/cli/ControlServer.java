package chatx.server.cli;

import chatx.server.admin.Administration;
import chatx.server.data.DataFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the operator's commands from the same machine while the server runs: a Unix-domain socket
 * in a folder that only the server's own user can enter. It understands {@code admin} and {@code
 * audit} and nothing else. Where the system has no such sockets the server runs without it.
 */
final class ControlServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  private final @Nullable ServerSocketChannel channel;
  private final Path socket;
  private final Administration administration;
  private final Clock clock;

  private ControlServer(
      @Nullable ServerSocketChannel channel,
      Path socket,
      Administration administration,
      Clock clock) {
    this.channel = channel;
    this.socket = socket;
    this.administration = administration;
    this.clock = clock;
  }

  static ControlServer start(Path data, Administration administration, Clock clock) {
    Path socket = DataFolder.controlSocket(data);
    @Nullable ServerSocketChannel channel = null;
    try {
      prepare(socket);
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException | UnsupportedOperationException unavailable) {
      log.warn(
          "no control socket at {} ({}); stop the server before using the admin commands",
          socket,
          unavailable.toString());
      close(channel);
      channel = null;
    }
    ControlServer server = new ControlServer(channel, socket, administration, clock);
    if (channel != null) {
      Thread.ofVirtual().name("control").start(server::accept);
    }
    return server;
  }

  /** The folder is the lock on the door: a socket's own rights are not looked at everywhere. */
  private static void prepare(Path socket) throws IOException {
    Path folder = socket.getParent();
    if (folder == null) {
      throw new IOException("the socket needs a folder");
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(folder)) {
      if (posix) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } else if (posix) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    // What a killed server left; nobody else holds the data folder now.
    Files.deleteIfExists(socket);
  }

  private void accept() {
    while (channel != null && channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        Thread.ofVirtual().name("control-command").start(() -> serve(client));
      } catch (ClosedChannelException stopped) {
        return;
      } catch (IOException broken) {
        log.warn("the control socket cannot accept: {}", broken.toString());
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      String line = ControlClient.readLine(client);
      ControlClient.writeLine(client, JsonLineCodec.write(answer(line)));
    } catch (IOException gone) {
      log.debug("a control command was cut off", gone);
    }
  }

  private Control.Reply answer(String line) {
    Control.Request request;
    try {
      request = JsonLineCodec.read(line, Control.Request.class);
    } catch (IOException wrong) {
      return new Control.Reply(Cli.USAGE, "", "chatx: not a control request\n");
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Io io =
        new Io(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(request.input().getBytes(StandardCharsets.UTF_8)),
            Map.of());
    int code =
        Cli.insideServer(io, clock, administration).run(request.args().toArray(String[]::new));
    return new Control.Reply(code, out.toString(), err.toString());
  }

  @Override
  public void close() {
    close(channel);
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      log.debug("{} stays behind", socket, e);
    }
  }

  private static void close(@Nullable ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      log.debug("the control socket could not be closed", e);
    }
  }
}
