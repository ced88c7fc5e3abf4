package chatx.lan;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.lan.Announcement;
import chatx.protocol.trust.ServerKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private static final Duration FAST = Duration.ofMillis(2);
  private static final Duration SLOW = Duration.ofMillis(40);

  private final Sightings sightings = new Sightings();

  @Test
  void oneServerHeardInManyWaysAndPlacesIsOneRow() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    sightings.here(server(1, "Willow"), ip(5), Way.MDNS, 1);
    sightings.here(server(1, "Willow"), ip(6), Way.MDNS, 2);
    assertThat(sightings.list()).hasSize(1);
    FoundServer found = sightings.list().getFirst();
    assertThat(found.ways()).containsExactlyInAnyOrder(Way.BEACON, Way.MDNS);
    assertThat(found.addresses()).containsExactly(at(5), at(6));
    assertThat(found.ping()).isEmpty();
  }

  @Test
  void twoServersOfOneNameAreTwoRows() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    sightings.here(server(2, "Willow"), ip(6), Way.BEACON, 0);
    assertThat(sightings.list()).extracting(FoundServer::name).containsExactly("Willow", "Willow");
  }

  @Test
  void theAddressThatAnswersFastestComesFirst() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    sightings.here(server(1, "Willow"), ip(6), Way.BEACON, 0);
    sightings.pinged(at(6), SLOW, 1);
    assertThat(sightings.list().getFirst().address()).isEqualTo(at(6));
    sightings.pinged(at(5), FAST, 2);
    assertThat(sightings.list().getFirst().address()).isEqualTo(at(5));
    sightings.silent(at(5));
    assertThat(sightings.list().getFirst().address()).isEqualTo(at(6));
  }

  @Test
  void whoGivesNoSignLeavesAndWhoAnswersStays() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    sightings.here(server(2, "Birch"), ip(6), Way.MDNS, 0);
    long late = Sightings.EXPIRY.toNanos();
    sightings.pinged(at(6), FAST, late);
    sightings.expire(late + 1);
    assertThat(sightings.list()).extracting(FoundServer::name).containsExactly("Birch");
  }

  @Test
  void aServerThatMovedKeepsItsRowAndLosesTheOldAddress() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    long late = Sightings.EXPIRY.toNanos();
    sightings.here(server(1, "Willow"), ip(9), Way.BEACON, late);
    sightings.expire(late + 1);
    assertThat(sightings.list().getFirst().addresses()).containsExactly(at(9));
  }

  @Test
  void aGoodbyeIsBelievedFromWhereTheServerIs() throws Exception {
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 0);
    sightings.gone(server(1, "").server(), ip(66));
    assertThat(sightings.list()).hasSize(1);
    sightings.gone(server(1, "").server(), ip(5));
    assertThat(sightings.list()).isEmpty();
  }

  @Test
  void aKnownAddressIsARowUntilItsServerIsAnnounced() throws Exception {
    sightings.answered(at(5), "Willow, from before", Way.KNOWN, FAST, 0);
    assertThat(sightings.list().getFirst().announcement()).isEmpty();
    sightings.here(server(1, "Willow"), ip(5), Way.BEACON, 1);
    sightings.answered(at(5), "Willow, from before", Way.KNOWN, FAST, 2);
    assertThat(sightings.list()).extracting(FoundServer::name).containsExactly("Willow");
  }

  @Test
  void aFloodFromOneSenderLeavesRoomForOthers() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      sightings.here(server(i, "Flood"), ip(66), Way.BEACON, 0);
    }
    sightings.here(server(20_000, "Willow"), ip(5), Way.BEACON, 0);
    assertThat(sightings.list()).hasSize(Sightings.MOST_OF_SENDER + 1);
    for (int i = 0; i < 10_000; i++) {
      sightings.here(server(20_000, "Willow"), ip(i), Way.BEACON, 0);
      sightings.here(server(30_000 + i, "Crowd"), ip(i), Way.BEACON, 0);
    }
    assertThat(sightings.list()).hasSizeLessThanOrEqualTo(Sightings.MOST);
    assertThat(sightings.list().getLast().addresses()).hasSize(Sightings.MOST_ADDRESSES);
  }

  private static Announcement server(int number, String name) {
    var hash = new byte[32];
    hash[0] = (byte) (number >> 8);
    hash[1] = (byte) number;
    ServerKey key =
        ServerKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)).orElseThrow();
    return new Announcement(key, name, "", 8420, false, 1, 0, false);
  }

  private static InetAddress ip(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
  }

  private static InetSocketAddress at(int last) throws UnknownHostException {
    return new InetSocketAddress(ip(last), 8420);
  }
}
