package chatx.server.bench.load;

/** The yardstick's: a room is a path, a message is its 132 bytes and nothing else. */
public final class BareDialect implements Dialect {
  private final byte[] message = Text.template();

  @Override
  public byte[] request(Seat seat) {
    return Text.ascii(
        "GET /"
            + seat.room()
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  }

  @Override
  public void opened(Member member) {
    member.ready(0);
  }

  @Override
  public void text(Member member, byte[] bytes, int from, int to) {
    if (to - from == Text.LENGTH) {
      member.delivered(bytes, from, Member.UNNUMBERED);
    } else {
      member.misrouted();
    }
  }

  @Override
  public void send(Member member, long number, long due) {
    Text.write(message, 0, member.seat().room(), member.seat().index(), number, due);
    member.send(message, message.length);
  }

  @Override
  public boolean acknowledges() {
    return false;
  }
}
