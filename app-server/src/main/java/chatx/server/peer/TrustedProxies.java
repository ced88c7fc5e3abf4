package chatx.server.peer;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. From everybody else these
 * headers say nothing: anybody can write them. Immutable; any thread.
 */
public final class TrustedProxies {
  /** Believes nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private final List<Block> blocks;

  private record Block(InetAddress network, int bits) {
    boolean contains(InetAddress address) {
      byte[] mine = network.getAddress();
      byte[] other = address.getAddress();
      if (mine.length != other.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (((mine[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8)) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private TrustedProxies(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * @param blocks addresses, or blocks such as {@code 10.0.0.0/8} or {@code fd00::/8}
   * @throws IllegalArgumentException when one of them is neither; its message is that one
   */
  public static TrustedProxies of(List<String> blocks) {
    List<Block> parsed = new ArrayList<>();
    for (String block : blocks) {
      parsed.add(parse(block));
    }
    return new TrustedProxies(List.copyOf(parsed));
  }

  private static Block parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(text);
    }
    int most = 8 * network.getAddress().length;
    if (slash < 0) {
      return new Block(network, most);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
      throw new IllegalArgumentException(text);
    }
    return new Block(network, Integer.parseInt(bits));
  }

  public boolean contains(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /**
   * Who is really there. Each proxy adds at the right end of X-Forwarded-For whom it saw, so the
   * first from the right that is no trusted proxy is the client; what stands left of it may be
   * invented.
   *
   * @param remote where the TCP connection comes from
   * @param tls whether that connection is encrypted
   * @param forwardedFor the values of all X-Forwarded-For lines
   * @param forwardedProto the values of all X-Forwarded-Proto lines
   */
  public Peer peer(
      InetAddress remote, boolean tls, List<String> forwardedFor, List<String> forwardedProto) {
    if (!contains(remote)) {
      return new Peer(remote, tls);
    }
    InetAddress client = remote;
    List<String> hops = parts(forwardedFor);
    for (int i = hops.size() - 1; i >= 0 && contains(client); i--) {
      InetAddress hop = literal(withoutPort(hops.get(i)));
      if (hop == null) {
        break;
      }
      client = hop;
    }
    List<String> schemes = parts(forwardedProto);
    return new Peer(client, schemes.isEmpty() ? tls : schemes.getLast().equalsIgnoreCase("https"));
  }

  private static List<String> parts(List<String> lines) {
    List<String> parts = new ArrayList<>();
    for (String line : lines) {
      for (String part : line.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /** Null for what is no plain address; names are never looked up. */
  private static @Nullable InetAddress literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
