package chatx.server.socket;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A client that speaks to the server byte by byte, rightly or wrongly. For one thread. */
public final class RawSocket implements AutoCloseable {

  /** What a frame carries; of a close frame the code and the text. */
  public static final class Frame {
    private final int opcode;
    private final byte[] payload;

    private Frame(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    public int opcode() {
      return opcode;
    }

    public byte[] payload() {
      return payload.clone();
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    public String closeText() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;
  private final int port;

  private RawSocket(Socket socket, int port) throws IOException {
    this.socket = socket;
    this.port = port;
    this.in = socket.getInputStream();
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  public static RawSocket connect(int port) throws IOException {
    return connect(port, 0);
  }

  /**
   * @param receiveBuffer its size in bytes, for clients that do not read; 0 for the default
   */
  public static RawSocket connect(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    return new RawSocket(socket, port);
  }

  /** A connection whose handshake was accepted. */
  public static RawSocket open(int port, String... headers) throws IOException {
    return open(port, 0, headers);
  }

  public static RawSocket open(int port, int receiveBuffer, String... headers) throws IOException {
    RawSocket client = connect(port, receiveBuffer);
    client.send(handshake(port, headers));
    String response = client.readHead();
    if (!response.startsWith("HTTP/1.1 101 ")) {
      throw new IOException(response);
    }
    return client;
  }

  public static String handshake(int port, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", List.of(headers)) + "\r\n";
    return "GET /ws HTTP/1.1\r\nHost: localhost:"
        + port
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + more
        + "\r\n";
  }

  public int port() {
    return port;
  }

  public Socket socket() {
    return socket;
  }

  public void send(String latin1) throws IOException {
    send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends what the server may refuse meanwhile, so that writing can fail. */
  public void sendWhatIsTaken(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      // The server has closed, which the answer will show.
    }
  }

  public void text(String text) throws IOException {
    send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A masked frame.
   *
   * @param first the first byte: FIN, reserved bits, opcode
   */
  public static byte[] frame(int first, byte[] payload) {
    int mask = ThreadLocalRandom.current().nextInt();
    ByteBuffer out = ByteBuffer.allocate(14 + payload.length);
    out.put((byte) first);
    if (payload.length <= 125) {
      out.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xFFFF) {
      out.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      out.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    out.putInt(mask);
    for (int i = 0; i < payload.length; i++) {
      out.put((byte) (payload[i] ^ (mask >> (8 * (3 - i % 4)))));
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /** The next frame; throws EOFException when the server closed without one. */
  public Frame read() throws IOException {
    int first = byteOrEnd();
    int length = byteOrEnd();
    if ((length & 0x80) != 0) {
      throw new IOException("The server masks");
    }
    if (length == 126) {
      length = (byteOrEnd() << 8) | byteOrEnd();
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(in.readNBytes(8)).getLong();
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    if ((first & 0xF0) != 0x80) {
      throw new IOException("Unexpected first byte " + first);
    }
    return new Frame(first & 0x0F, payload);
  }

  public String readText() throws IOException {
    Frame frame = read();
    if (frame.opcode() != 1) {
      throw new IOException("Not a text frame: " + frame.opcode() + " " + frame.text());
    }
    return frame.text();
  }

  /** Reads on until a close frame. */
  public Frame readClose() throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.opcode() == 8) {
        return frame;
      }
    }
  }

  /** The head of an HTTP response; empty when the server closed instead. */
  public String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b;
      try {
        b = in.read();
      } catch (SocketException e) {
        b = -1;
      }
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** A whole response whose length is announced, head and body. */
  public String readResponse() throws IOException {
    String head = readHead();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at < 0) {
      return head;
    }
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)).strip());
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  public int status() throws IOException {
    String response = readResponse();
    return response.isEmpty() ? 0 : Integer.parseInt(response.substring(9, 12));
  }

  /** Whether the server has ended the connection, after throwing away what it still sent. */
  public boolean isEnded() throws IOException {
    try {
      while (in.read() >= 0) {
        // On to the end.
      }
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int byteOrEnd() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }
}
