package chatx.protocol.codec;

import chatx.protocol.lan.Announcement;
import chatx.protocol.lan.LanPacket;
import chatx.protocol.trust.ServerKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Packets of the local network as one flat JSON object each, and announcements as the TXT record of
 * mDNS. Whoever is on the network can send anything, so what is not exactly right is nothing at
 * all. Any thread.
 */
public final class LanCodec {
  /** The largest packet that is sent or read, in bytes: it fits every network in one piece. */
  public static final int MOST_BYTES = 1_200;

  /** The longest name of a server or a host, in characters. */
  public static final int LONGEST_NAME = 64;

  private static final int FORMAT = 1;
  private static final int MOST_PEOPLE = 1_000_000;
  private static final int MOST_TOKENS = 64;
  private static final int NEWEST_PROTOCOL = 10_000;

  /** The year 9999, in seconds since 1970. */
  private static final long LATEST = 253_402_300_799L;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

  private final JsonMapper mapper = ProtocolJson.forPackets(MOST_BYTES, MOST_TOKENS);

  private enum Kind {
    HERE,
    GONE,
    WHO
  }

  /** As it travels; fields that a kind does not have are left out. */
  private record Wire(
      int chatx,
      Kind kind,
      @Nullable String server,
      @Nullable String name,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Boolean secure,
      @Nullable Integer protocol,
      @Nullable Integer people,
      @Nullable Boolean locked,
      @Nullable Long time,
      @Nullable Long nonce) {}

  /**
   * At most {@link #MOST_BYTES} long.
   *
   * @throws IllegalArgumentException for an announcement that {@link #isSound} refuses
   */
  public byte[] encode(LanPacket packet) {
    return switch (packet) {
      case LanPacket.Here(Announcement a, long time) -> {
        if (!isSound(a)) {
          throw new IllegalArgumentException("not to be announced: " + a);
        }
        yield mapper.writeValueAsBytes(
            new Wire(
                FORMAT,
                Kind.HERE,
                a.server().text(),
                a.name(),
                a.host(),
                a.port(),
                a.secure(),
                a.protocol(),
                a.people(),
                a.locked(),
                time,
                null));
      }
      case LanPacket.Gone(ServerKey server) ->
          mapper.writeValueAsBytes(bare(Kind.GONE, server.text(), null));
      case LanPacket.Who(long nonce) -> mapper.writeValueAsBytes(bare(Kind.WHO, null, nonce));
    };
  }

  private static Wire bare(Kind kind, @Nullable String server, @Nullable Long nonce) {
    return new Wire(FORMAT, kind, server, null, null, null, null, null, null, null, null, nonce);
  }

  /** Reads what remains of the buffer; empty when that is no packet of ours. */
  public Optional<LanPacket> decode(ByteBuffer bytes) {
    if (bytes.remaining() > MOST_BYTES || !bytes.hasRemaining()) {
      return Optional.empty();
    }
    try {
      // Strictly: what is no UTF-8 is nothing.
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      Wire wire = mapper.readValue(text, Wire.class);
      return wire == null || wire.chatx() != FORMAT ? Optional.empty() : packet(wire);
    } catch (JacksonException | CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<LanPacket> packet(Wire wire) {
    return switch (wire.kind()) {
      case HERE -> here(wire);
      case GONE -> key(wire.server()).map(LanPacket.Gone::new);
      case WHO -> Optional.ofNullable(wire.nonce()).map(LanPacket.Who::new);
    };
  }

  private static Optional<LanPacket> here(Wire wire) {
    Long time = wire.time();
    return time == null || time < 0 || time > LATEST
        ? Optional.empty()
        : announcement(wire).map(each -> new LanPacket.Here(each, time));
  }

  private static Optional<Announcement> announcement(Wire wire) {
    Optional<ServerKey> server = key(wire.server());
    if (server.isEmpty()
        || wire.name() == null
        || wire.host() == null
        || wire.port() == null
        || wire.secure() == null
        || wire.protocol() == null
        || wire.people() == null
        || wire.locked() == null) {
      return Optional.empty();
    }
    return Optional.of(
            new Announcement(
                server.get(),
                wire.name(),
                wire.host(),
                wire.port(),
                wire.secure(),
                wire.protocol(),
                wire.people(),
                wire.locked()))
        .filter(LanCodec::isSound);
  }

  /** As the TXT record of the service; where the server listens stands in its SRV record. */
  public Map<String, String> properties(Announcement announcement) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("txtvers", Integer.toString(FORMAT));
    properties.put("server", announcement.server().text());
    properties.put("name", announcement.name());
    properties.put("host", announcement.host());
    properties.put("tls", announcement.secure() ? "1" : "0");
    properties.put("protocol", Integer.toString(announcement.protocol()));
    properties.put("people", Integer.toString(announcement.people()));
    properties.put("locked", announcement.locked() ? "1" : "0");
    return properties;
  }

  /** Reads such a record; empty when something is missing or not right. */
  public Optional<Announcement> announcement(
      Function<String, @Nullable String> properties, int port) {
    Optional<ServerKey> server = key(properties.apply("server"));
    @Nullable String name = properties.apply("name");
    @Nullable String host = properties.apply("host");
    @Nullable String protocol = properties.apply("protocol");
    @Nullable String people = properties.apply("people");
    if (server.isEmpty()
        || name == null
        || protocol == null
        || !NUMBER.matcher(protocol).matches()
        || people == null
        || !NUMBER.matcher(people).matches()) {
      return Optional.empty();
    }
    return Optional.of(
            new Announcement(
                server.get(),
                name,
                host == null ? "" : host,
                port,
                "1".equals(properties.apply("tls")),
                Integer.parseInt(protocol),
                Integer.parseInt(people),
                "1".equals(properties.apply("locked"))))
        .filter(LanCodec::isSound);
  }

  /** Whether it keeps the bounds of what is sent and read. */
  public static boolean isSound(Announcement announcement) {
    return !announcement.name().isBlank()
        && isOneLine(announcement.name())
        && isOneLine(announcement.host())
        && announcement.port() >= 1
        && announcement.port() <= 65_535
        && announcement.protocol() >= 1
        && announcement.protocol() <= NEWEST_PROTOCOL
        && announcement.people() >= 0
        && announcement.people() <= MOST_PEOPLE;
  }

  /** Makes a name one that can be announced: one line, not too long. */
  public static String line(String name) {
    var line = new StringBuilder();
    name.strip()
        .codePoints()
        .map(point -> fits(point) ? point : ' ')
        .limit(LONGEST_NAME)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean isOneLine(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        && text.codePoints().allMatch(LanCodec::fits);
  }

  private static boolean fits(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static Optional<ServerKey> key(@Nullable String value) {
    return Optional.ofNullable(value).flatMap(ServerKey::parse);
  }
}
