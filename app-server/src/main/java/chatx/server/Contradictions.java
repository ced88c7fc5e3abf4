package chatx.server;

import chatx.protocol.codec.InviteCodec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings that are fine alone, but not together. Those that already failed alone are left out. */
final class Contradictions {
  /** JSON around a message: names, ids and quotes. */
  private static final long ENVELOPE_BYTES = 512;

  /** Longest UTF-8 form of one character. */
  private static final long CHARACTER_BYTES = 4;

  private Contradictions() {}

  static List<String> in(Map<Setting, ServerConfig.Value> values) {
    List<String> problems = new ArrayList<>();
    smaller(values, problems, Setting.LIMITS_CONNECTIONS_PER_ADDRESS, Setting.LIMITS_CONNECTIONS);
    smaller(values, problems, Setting.FRAMES_MAX_BYTES, Setting.OUTBOX_MAX_BYTES);

    @Nullable Long length = number(values, Setting.MESSAGES_MAX_LENGTH);
    @Nullable Long frame = number(values, Setting.FRAMES_MAX_BYTES);
    if (length != null && frame != null && frame < length * CHARACTER_BYTES + ENVELOPE_BYTES) {
      problems.add(
          "frames.max-bytes = %s (%s) is too small for messages.max-length = %s (%s): %d bytes are"
                  .formatted(
                      text(values, Setting.FRAMES_MAX_BYTES),
                      origin(values, Setting.FRAMES_MAX_BYTES),
                      text(values, Setting.MESSAGES_MAX_LENGTH),
                      origin(values, Setting.MESSAGES_MAX_LENGTH),
                      length * CHARACTER_BYTES + ENVELOPE_BYTES)
              + " needed at least");
    }
    if (values.containsKey(Setting.DATABASE_URL) && text(values, Setting.DATABASE_URL).isEmpty()) {
      for (Setting setting : List.of(Setting.DATABASE_USER, Setting.DATABASE_PASSWORD)) {
        if (values.containsKey(setting)
            && origin(values, setting).layer() != Origin.Layer.DEFAULT
            && !text(values, setting).isEmpty()) {
          problems.add(
              "%s is set (%s), but database.url is not: set it to PostgreSQL's address, or remove %s"
                  .formatted(setting.key(), origin(values, setting), setting.key()));
        }
      }
    }
    tls(values, problems);
    String invited =
        values.containsKey(Setting.INVITES_ADDRESS) ? text(values, Setting.INVITES_ADDRESS) : "";
    if (!invited.isBlank() && InviteCodec.address(invited).isEmpty()) {
      problems.add(
          "%s = %s (%s) should be an address with a port, like chat.example:443"
              .formatted(
                  Setting.INVITES_ADDRESS.key(), invited, origin(values, Setting.INVITES_ADDRESS)));
    }
    return problems;
  }

  private static void tls(Map<Setting, ServerConfig.Value> values, List<String> problems) {
    boolean certificate = !text(values, Setting.TLS_CERT).isBlank();
    boolean key = !text(values, Setting.TLS_KEY).isBlank();
    if (certificate != key) {
      Setting there = certificate ? Setting.TLS_CERT : Setting.TLS_KEY;
      Setting missing = certificate ? Setting.TLS_KEY : Setting.TLS_CERT;
      problems.add(
          "%s is set (%s), but %s is not: they belong together"
              .formatted(there.key(), origin(values, there), missing.key()));
    } else if (certificate && text(values, Setting.TLS).equalsIgnoreCase("off")) {
      problems.add(
          "tls-cert is set (%s), but tls is off (%s): remove one of them"
              .formatted(origin(values, Setting.TLS_CERT), origin(values, Setting.TLS)));
    }
  }

  /** What works, but is seldom meant. */
  static List<String> warnings(Map<Setting, ServerConfig.Value> values) {
    List<String> warnings = new ArrayList<>();
    @Nullable Long cost = number(values, Setting.PASSWORDS_COST);
    if (cost != null && cost < 10 && !loopback(text(values, Setting.HOST))) {
      warnings.add("passwords.cost = " + cost + " makes stolen password hashes cheap to break");
    }
    if (text(values, Setting.TLS).equalsIgnoreCase("off")
        && text(values, Setting.TRUSTED_PROXIES).isEmpty()
        && !loopback(text(values, Setting.HOST))) {
      warnings.add(
          "tls = off: everybody on the way can read and change what people write, unless a proxy in"
              + " front encrypts; then name it in trusted-proxies");
    }
    return warnings;
  }

  private static boolean loopback(String host) {
    try {
      return host.matches("[0-9.]+|.*:.*")
          ? InetAddress.getByName(host).isLoopbackAddress()
          : host.equals("localhost");
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static void smaller(
      Map<Setting, ServerConfig.Value> values,
      List<String> problems,
      Setting small,
      Setting large) {
    @Nullable Long a = number(values, small);
    @Nullable Long b = number(values, large);
    if (a != null && b != null && a > b) {
      problems.add(
          "%s = %s (%s) must not be more than %s = %s (%s)"
              .formatted(
                  small.key(),
                  text(values, small),
                  origin(values, small),
                  large.key(),
                  text(values, large),
                  origin(values, large)));
    }
  }

  private static @Nullable Long number(Map<Setting, ServerConfig.Value> values, Setting setting) {
    ServerConfig.@Nullable Value value = values.get(setting);
    return value == null ? null : (Long) value.meaning();
  }

  private static String text(Map<Setting, ServerConfig.Value> values, Setting setting) {
    ServerConfig.@Nullable Value value = values.get(setting);
    return value == null ? "" : value.text();
  }

  private static Origin origin(Map<Setting, ServerConfig.Value> values, Setting setting) {
    ServerConfig.@Nullable Value value = values.get(setting);
    return value == null ? Origin.DEFAULT : value.origin();
  }
}
