package chatx.server.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The server's own protocol, read by its first bytes where a frame is one of very many. */
public final class ChatDialect implements Dialect {
  private static final byte[] EVENT = Text.ascii("{\"type\":\"message.posted\",\"room\":\"");
  private static final byte[] ACCEPTED = Text.ascii(",\"type\":\"message.accepted\",");
  private static final byte[] SEQ = Text.ascii("\",\"seq\":");
  private static final byte[] BODY = Text.ascii("\"body\":\"");
  private static final int UUID_LENGTH = 36;

  /** Behind the text of a message: its quote, the end of the data, the end of the frame. */
  private static final int TAIL = 3;

  /**
   * Ids of commands all have ten digits, so that a command is a template with some digits changed.
   */
  private static final long FIRST_ID = 1_000_000_000L;

  private static final int ID_DIGITS = 10;
  private static final String KEY = "00000000-0000-7000-8000-000000000000";

  private final List<byte[]> rooms;
  private final List<String> tokens;
  private final int members;
  private final byte[] command;
  private final int idAt;
  private final int roomAt;
  private final int keyAt;
  private final int bodyAt;
  private final long salt;

  /**
   * @param rooms by number
   * @param tokens access tokens of the members, of the first room first
   * @param members of each room
   */
  public ChatDialect(List<UUID> rooms, List<String> tokens, int members) {
    this.rooms = rooms.stream().map(room -> Text.ascii(room.toString())).toList();
    this.tokens = List.copyOf(tokens);
    this.members = members;
    String before = "{\"id\":";
    String toRoom = ",\"type\":\"message.send\",\"data\":{\"room\":\"";
    String toKey = "\",\"clientKey\":\"";
    String toBody = "\",\"body\":\"";
    String text = new String(Text.template(), StandardCharsets.US_ASCII);
    idAt = before.length();
    roomAt = idAt + ID_DIGITS + toRoom.length();
    keyAt = roomAt + UUID_LENGTH + toKey.length();
    bodyAt = keyAt + UUID_LENGTH + toBody.length();
    command = Text.ascii(before + FIRST_ID + toRoom + KEY + toKey + KEY + toBody + text + "\"}}");
    salt = rooms.isEmpty() ? 0 : rooms.getFirst().getLeastSignificantBits();
  }

  @Override
  public byte[] request(Seat seat) {
    return Text.ascii(
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: chatx.v1\r\nAuthorization: Bearer "
            + tokens.get(seat.room() * members + seat.index())
            + "\r\n\r\n");
  }

  /** Nothing: the answer to the token in the request comes by itself. */
  @Override
  public void opened(Member member) {}

  @Override
  public void text(Member member, byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, EVENT)) {
      posted(member, bytes, from + EVENT.length, to);
      return;
    }
    int comma = from + idAt;
    while (comma < to && bytes[comma] >= '0' && bytes[comma] <= '9') {
      comma++;
    }
    if (startsWith(bytes, comma, to, ACCEPTED)) {
      member.acknowledged();
    } else if (bytes[from + 2] == 'i') {
      answered(member, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private void posted(Member member, byte[] bytes, int at, int to) {
    byte[] room = rooms.get(member.seat().room());
    int seqAt = at + UUID_LENGTH + SEQ.length;
    int textAt = to - TAIL - Text.LENGTH;
    if (!startsWith(bytes, at, to, room)
        || !startsWith(bytes, at + UUID_LENGTH, to, SEQ)
        || textAt - BODY.length < seqAt
        || !startsWith(bytes, textAt - BODY.length, to, BODY)) {
      member.misrouted();
      return;
    }
    int end = seqAt;
    while (bytes[end] != ',') {
      end++;
    }
    member.delivered(bytes, textAt, Text.number(bytes, seqAt, end));
  }

  private void answered(Member member, String reply) {
    if (reply.contains("\"type\":\"session.authenticated\"")) {
      member.say(
          "{\"id\":1,\"type\":\"room.open\",\"data\":{\"room\":\"%s\"}}"
              .formatted(new String(rooms.get(member.seat().room()), StandardCharsets.US_ASCII)));
    } else if (reply.contains("\"type\":\"room.joined\"")) {
      String before = "\"lastSeq\":";
      int at = reply.indexOf(before) + before.length();
      int end = at;
      while (Character.isDigit(reply.charAt(end))) {
        end++;
      }
      member.ready(Long.parseLong(reply, at, end, 10));
    } else {
      member.refused(reply);
    }
  }

  @Override
  public void send(Member member, long number, long due) {
    Dialect.Seat seat = member.seat();
    Text.digits(command, idAt, idAt + ID_DIGITS, FIRST_ID + number);
    System.arraycopy(rooms.get(seat.room()), 0, command, roomAt, UUID_LENGTH);
    key(number, mixed(salt + ((long) seat.room() << 44) + ((long) seat.index() << 34) + number));
    Text.write(command, bodyAt, seat.room(), seat.index(), number, due);
    member.send(command, command.length);
  }

  @Override
  public boolean acknowledges() {
    return true;
  }

  /** Like a UUID of version 7, as those of our own clients: what grows first, then chance. */
  private void key(long number, long bits) {
    hex(keyAt, 8, number >>> 16);
    hex(keyAt + 9, 4, number);
    hex(keyAt + 15, 3, bits >>> 48);
    hex(keyAt + 24, 12, bits);
  }

  private void hex(int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      command[i] = (byte) Character.forDigit((int) (rest & 0xF), 16);
      rest >>>= 4;
    }
  }

  /** One to one, so that no key comes twice (the finalizer of SplitMix64). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] what) {
    return to - from >= what.length
        && Arrays.equals(bytes, from, from + what.length, what, 0, what.length);
  }
}
