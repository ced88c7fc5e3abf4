package chatx.server.cli;

import chatx.server.data.DataFolder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hands a command to the server that runs on the data folder. */
final class ControlClient {
  private ControlClient() {}

  /** Lets the running server do it, and prints what it printed. */
  static int forward(Path data, long process, Context context) {
    Control.Reply reply;
    try (SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.connect(UnixDomainSocketAddress.of(DataFolder.controlSocket(data)));
      writeLine(server, JsonLineCodec.write(new Control.Request(context.args(), input(context))));
      reply = JsonLineCodec.read(readLine(server), Control.Reply.class);
    } catch (IOException | UnsupportedOperationException silent) {
      throw new CommandFailedException(
          Cli.FAILED,
          "A server runs on %s%s, so its database cannot be opened here, and it does not answer on"
                  .formatted(data, process == 0 ? "" : " (process " + process + ")")
              + " its control socket ("
              + silent
              + "). Stop it and try again");
    }
    context.io().out().print(reply.out());
    context.io().err().print(reply.err());
    return reply.exit();
  }

  private static String input(Context context) throws IOException {
    if (!context.args().contains("--password-stdin")) {
      return "";
    }
    @Nullable String line =
        new BufferedReader(new InputStreamReader(context.io().in(), StandardCharsets.UTF_8))
            .readLine();
    return line == null ? "" : line;
  }

  static void writeLine(SocketChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static String readLine(SocketChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    while (line.size() <= Control.MOST_BYTES) {
      bytes.clear();
      int read = channel.read(bytes);
      if (read < 0) {
        throw new IOException("the other side closed the connection");
      }
      line.write(bytes.array(), 0, read);
      if (read > 0 && bytes.array()[read - 1] == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    throw new IOException("the line is too long");
  }
}
