package chatx.desktop.nearby;

import chatx.lan.FoundServer;
import chatx.lan.KnownServer;
import chatx.lan.NetworkFinding;
import chatx.lan.Way;
import chatx.protocol.lan.Announcement;
import chatx.protocol.trust.ServerKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A network on which those are found who are said to be. */
public final class ScriptedLan implements Lan {
  private final List<Consumer<List<FoundServer>>> listeners = new ArrayList<>();
  private final List<NetworkFinding> findings = new ArrayList<>();
  private int scans;

  /** All who look are told that these are there. */
  public void there(FoundServer... servers) {
    listeners.forEach(each -> each.accept(List.of(servers)));
  }

  public ScriptedLan finding(NetworkFinding finding) {
    findings.add(finding);
    return this;
  }

  /** How many look at the moment. */
  public int looking() {
    return listeners.size();
  }

  int scans() {
    return scans;
  }

  @Override
  public Looking look(Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener) {
    listeners.add(listener);
    return new Looking() {
      @Override
      public void scan() {
        scans++;
      }

      @Override
      public void close() {
        listeners.remove(listener);
      }
    };
  }

  @Override
  public List<NetworkFinding> examine(OptionalInt port) {
    return findings;
  }

  /** The same server, somewhere else and as it is there. */
  public static FoundServer at(InetSocketAddress address, FoundServer server) {
    Announcement said = server.announcement().orElseThrow();
    return new FoundServer(
        Optional.of(
            new Announcement(
                said.server(),
                said.name(),
                said.host(),
                address.getPort(),
                false,
                said.protocol(),
                said.people(),
                said.locked())),
        server.name(),
        List.of(address),
        server.ways(),
        server.ping());
  }

  /** A server that announces itself from 192.168.1 and that number. */
  public static FoundServer announced(
      int number, String name, String host, int people, boolean locked) {
    var hash = new byte[32];
    hash[0] = (byte) number;
    ServerKey key =
        ServerKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)).orElseThrow();
    return new FoundServer(
        Optional.of(new Announcement(key, name, host, 8420, false, 1, people, locked)),
        name,
        List.of(at(number)),
        Set.of(Way.BEACON, Way.MDNS),
        Optional.of(Duration.ofMillis(number)));
  }

  /** One whose port answers. */
  static FoundServer answering(int number, String name) {
    return new FoundServer(
        Optional.empty(), name, List.of(at(number)), Set.of(Way.KNOWN), Optional.empty());
  }

  static InetSocketAddress at(int number) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 1, (byte) number}), 8420);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
