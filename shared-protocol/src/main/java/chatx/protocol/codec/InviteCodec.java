package chatx.protocol.codec;

import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Invites as links. Everything but the first address stands behind the {@code #}: a fragment stays
 * in the browser and never travels to a web server. It is base64url of: version, flags, key, token,
 * names, addresses, and a CRC-32 of it all, so that a link that was cut or mistyped is told from
 * one that leads elsewhere. Stateless; any thread.
 */
public final class InviteCodec {
  /** The longest link that is looked at, in characters. */
  public static final int LONGEST = 2048;

  /** The path of the page that explains an invite to a browser. */
  public static final String PAGE = "/i";

  private static final int MOST_ADDRESSES = 16;
  private static final int VERSION = 1;
  private static final int SECURE = 1;
  private static final int WITH_KEY = 2;
  private static final int WITH_ROOM = 4;
  private static final int CHECKSUM_BYTES = 4;
  private static final int KEY_BYTES = 32;
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_HOST = 253;
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+");
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  /** What a text turned out to be. */
  public sealed interface Reading {
    /** An invite, just as it was made. */
    record Invite(InviteLink link) implements Reading {}

    /** It is none. */
    record Refused(Reason reason) implements Reading {}
  }

  /** Why a text is no invite. */
  public enum Reason {
    /** Some other text, or a link to something else. */
    NOT_AN_INVITE,
    /** An invite that is not complete or has other characters than it was made with. */
    DAMAGED,
    /** An invite of a newer ChatX. */
    NEWER_VERSION
  }

  /** The link that ChatX opens. */
  public String text(InviteLink link) {
    return "chatx://" + link.addresses().getFirst() + "/#" + payload(link);
  }

  /** The same as a link that any browser opens: to a page of the server that explains it. */
  public String webText(InviteLink link) {
    return (link.secure() ? "https://" : "http://")
        + link.addresses().getFirst()
        + PAGE
        + "#"
        + payload(link);
  }

  /** Whether a text is meant to be an invite; a look at it, for clipboards. */
  public boolean looksLikeOne(String text) {
    return !(read(text) instanceof Reading.Refused(Reason reason))
        || reason != Reason.NOT_AN_INVITE;
  }

  /** What somebody pasted; blanks around it do not count. Never throws. */
  public Reading read(String text) {
    if (text.length() > LONGEST) {
      return refused(Reason.NOT_AN_INVITE);
    }
    String whole = text.strip();
    int hash = whole.indexOf('#');
    boolean own = whole.regionMatches(true, 0, "chatx:", 0, 6);
    boolean web =
        hash > 0
            && whole.substring(0, hash).endsWith(PAGE)
            && (whole.startsWith("https://") || whole.startsWith("http://"));
    if (!own && !web) {
      return refused(Reason.NOT_AN_INVITE);
    }
    return hash < 0
        ? refused(Reason.DAMAGED)
        : payload(whole.substring(hash + 1))
            .map(bytes -> read(bytes, whole))
            .orElseGet(() -> refused(Reason.DAMAGED));
  }

  private Reading read(byte[] bytes, String whole) {
    if (bytes[0] > VERSION) {
      return refused(Reason.NEWER_VERSION);
    }
    try {
      InviteLink link = link(ByteBuffer.wrap(bytes, 0, bytes.length - CHECKSUM_BYTES));
      // Whatever stands in front of the fragment has to agree with it.
      if (whole.equals(text(link)) || whole.equals(webText(link))) {
        return new Reading.Invite(link);
      }
    } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException _) {
      // Made by no ChatX, though its checksum is right.
    }
    return refused(Reason.DAMAGED);
  }

  /** The bytes behind the #, when their checksum is right. */
  private static Optional<byte[]> payload(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int end = bytes.length - CHECKSUM_BYTES;
    return end > 0 && ByteBuffer.wrap(bytes, end, CHECKSUM_BYTES).getInt() == checksum(bytes, end)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static InviteLink link(ByteBuffer in) throws CharacterCodingException {
    int version = in.get();
    int flags = in.get();
    if (version != VERSION || (flags & ~(SECURE | WITH_KEY | WITH_ROOM)) != 0) {
      throw new IllegalArgumentException("not of this version");
    }
    ServerKey key = null;
    if ((flags & WITH_KEY) != 0) {
      key = ServerKey.ofHash(bytes(in, KEY_BYTES));
    }
    InviteToken token = InviteToken.of(bytes(in, InviteToken.BYTES));
    String server = string(in);
    String room = (flags & WITH_ROOM) != 0 ? string(in) : null;
    int count = in.get();
    if (count < 1 || count > MOST_ADDRESSES) {
      throw new IllegalArgumentException("no address, or too many");
    }
    List<InviteAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(checked(new InviteAddress(string(in), in.getShort() & 0xFFFF)));
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("more than an invite");
    }
    return new InviteLink(addresses, (flags & SECURE) != 0, key, server, room, token);
  }

  private static String payload(InviteLink link) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ServerKey key = link.key();
    String room = link.room();
    out.write(VERSION);
    out.write(
        (link.secure() ? SECURE : 0)
            | (key == null ? 0 : WITH_KEY)
            | (room == null ? 0 : WITH_ROOM));
    if (key != null) {
      out.writeBytes(key.hash());
    }
    out.writeBytes(link.token().bytes());
    put(out, link.server());
    if (room != null) {
      put(out, room);
    }
    int count = link.addresses().size();
    if (count < 1 || count > MOST_ADDRESSES) {
      throw new IllegalArgumentException("An invite has 1 to 16 addresses");
    }
    out.write(count);
    for (InviteAddress address : link.addresses()) {
      put(out, checked(address).host());
      out.write(address.port() >> 8);
      out.write(address.port());
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer whole = ByteBuffer.allocate(bytes.length + CHECKSUM_BYTES);
    whole.put(bytes).putInt(checksum(bytes, bytes.length));
    return TO_TEXT.encodeToString(whole.array());
  }

  /** Reads {@code HOST:PORT}, an IPv6 address in brackets; empty for anything else. */
  public static Optional<InviteAddress> address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !PORT.matcher(text.substring(colon + 1)).matches()) {
      return Optional.empty();
    }
    String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean six = host.startsWith("[") && host.endsWith("]");
    var address =
        new InviteAddress(
            six ? host.substring(1, host.length() - 1) : host,
            Integer.parseInt(text.substring(colon + 1)));
    return isUsable(address) && (six || host.indexOf(':') < 0)
        ? Optional.of(address)
        : Optional.empty();
  }

  private static boolean isUsable(InviteAddress address) {
    String host = address.host();
    return address.port() >= 1
        && address.port() <= 0xFFFF
        && host.length() <= LONGEST_HOST
        && (host.indexOf(':') < 0
            ? NAME.matcher(host).matches() && !host.startsWith("-") && !host.startsWith(".")
            : IPV6.matcher(host).matches());
  }

  private static InviteAddress checked(InviteAddress address) {
    if (!isUsable(address)) {
      throw new IllegalArgumentException("Not an address: " + address);
    }
    return address;
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return (int) sum.getValue();
  }

  /** Names are for people: what is too long is cut, whole characters only. */
  private static void put(ByteArrayOutputStream out, String name) {
    String cut = name;
    byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
    while (bytes.length > LONGEST_NAME) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
      bytes = cut.getBytes(StandardCharsets.UTF_8);
    }
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static String string(ByteBuffer in) throws CharacterCodingException {
    int length = in.get() & 0xFF;
    if (length > LONGEST_NAME) {
      throw new IllegalArgumentException("a name that is too long");
    }
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(in, length))).toString();
    if (text.codePoints().anyMatch(InviteCodec::isUnshowable)) {
      throw new IllegalArgumentException("a name that cannot be shown");
    }
    return text;
  }

  /** Control characters, and those that turn the direction of a line. */
  private static boolean isUnshowable(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static Reading refused(Reason reason) {
    return new Reading.Refused(reason);
  }
}
