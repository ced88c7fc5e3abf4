package chatx.server.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What this computer is called and where it is reached, for its certificate.
 *
 * @param names in lower case
 * @param addresses as literals, without a scope
 */
record LocalNames(SequencedSet<String> names, SequencedSet<String> addresses) {
  /** Of a computer with hundreds of virtual interfaces nobody needs them all. */
  private static final int MOST_ADDRESSES = 64;

  private static final int LONGEST_NAME = 63;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");

  boolean covers(LocalNames others) {
    return names.containsAll(others.names) && addresses.containsAll(others.addresses);
  }

  /** Of this computer, now; the resolver is not asked, because it may take its time. */
  static LocalNames current(Map<String, String> environment) {
    SequencedSet<String> names = new TreeSet<>(List.of("localhost"));
    ComputerNames.of(environment).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.length() <= LONGEST_NAME && NAME.matcher(name).matches())
        .forEach(name -> {
          names.add(name);
          if (name.indexOf('.') < 0) {
            names.add(name + ".local");
          }
        });
    SequencedSet<String> addresses = new TreeSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
    try {
      NetworkInterface.networkInterfaces()
          .filter(LocalNames::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .map(address -> address.replaceFirst("%.*", ""))
          .sorted(Comparator.naturalOrder())
          .limit(MOST_ADDRESSES)
          .forEach(addresses::add);
    } catch (SocketException unknown) {
      // Then the certificate names this computer only; clients that know the key do not mind.
    }
    return new LocalNames(names, addresses);
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp();
    } catch (SocketException _) {
      return false;
    }
  }
}
