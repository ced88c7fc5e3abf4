package chatx.lan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What Linux' firewalls say, as far as this user may read it; a good guess, not a simulation. A
 * rule counts when it drops and names our ports, our groups or everything that comes in.
 */
final class FirewallRules {
  private static final Path UFW = Path.of("/etc/ufw/ufw.conf");
  private static final List<String> NFT = List.of("nft", "-n", "list", "ruleset");
  private static final int MOST_LINES = 20_000;
  private static final int LONGEST_RULE = 160;
  private static final int PATIENCE_SECONDS = 3;

  private static final Pattern DROPS = Pattern.compile("\\b(drop|reject)\\b");
  private static final Pattern DROPS_ALL =
      Pattern.compile("type filter hook (input|output) .*policy drop;.*");
  private static final Pattern EVERYBODY =
      Pattern.compile(
          "239\\.255\\.84\\.20|224\\.0\\.0\\.(251|0/[0-9]+)|pkttype (multicast|broadcast)"
              + "|pkttype \\{|fib daddr type (multicast|broadcast)|\\b5353\\b");

  private FirewallRules() {}

  /** Empty where there is nothing, and where nothing may be read. */
  static List<NetworkFinding> read(OptionalInt port) {
    List<NetworkFinding> found = new ArrayList<>();
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return found;
    }
    if (ufwIsOn()) {
      found.add(new NetworkFinding.FirewallRule("ufw", "ENABLED=yes"));
    }
    find(rules(), port)
        .forEach(rule -> found.add(new NetworkFinding.FirewallRule("nftables", rule)));
    return found;
  }

  /** The rules that are in the way, in the order of the list. */
  static List<String> find(List<String> rules, OptionalInt port) {
    String ports =
        port.isPresent()
            ? "(" + Station.PORT + "|" + port.getAsInt() + ")"
            : String.valueOf(Station.PORT);
    Pattern ours = Pattern.compile("\\bdport\\b.*\\b" + ports + "\\b");
    boolean letIn =
        rules.stream().anyMatch(rule -> rule.contains("accept") && ours.matcher(rule).find());
    List<String> found = new ArrayList<>();
    for (String line : rules) {
      String rule = line.strip();
      boolean dropsOurs =
          DROPS.matcher(rule).find()
              && (ours.matcher(rule).find() || EVERYBODY.matcher(rule).find());
      boolean inTheWay = dropsOurs || (!letIn && DROPS_ALL.matcher(rule).matches());
      if (inTheWay) {
        found.add(rule.length() > LONGEST_RULE ? rule.substring(0, LONGEST_RULE) : rule);
      }
    }
    return found;
  }

  private static boolean ufwIsOn() {
    try {
      return Files.isReadable(UFW)
          && Files.readAllLines(UFW).stream()
              .anyMatch(line -> line.strip().equalsIgnoreCase("ENABLED=yes"));
    } catch (IOException _) {
      return false;
    }
  }

  private static List<String> rules() {
    List<String> lines = new ArrayList<>();
    try {
      Process nft = new ProcessBuilder(NFT).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(nft.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine();
            line != null && lines.size() < MOST_LINES;
            line = out.readLine()) {
          lines.add(line);
        }
      }
      if (!nft.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        nft.destroyForcibly();
      }
    } catch (IOException _) {
      // Not there, or not for this user.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return lines;
  }
}
