package chatx.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.protocol.lan.Announcement;
import chatx.protocol.lan.LanPacket;
import chatx.protocol.trust.ServerKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanCodecTest {
  private static final ServerKey KEY = ServerKey.parse("A".repeat(43)).orElseThrow();
  private static final String GOOD =
      "{'chatx':1,'kind':'here','server':'"
          + "A".repeat(43)
          + "','name':'Willow','host':'Anna','port':8420,'secure':true,'protocol':1,'people':3,"
          + "'locked':false,'time':1700000000}";

  private final LanCodec codec = new LanCodec();

  @Test
  void everyKindOfPacketComesBackAsItWas() {
    for (LanPacket packet :
        List.of(
            new LanPacket.Here(announcement("Willow House", "Anna"), 1_700_000_000L),
            new LanPacket.Here(announcement("Ⓦillow 🌳 Häuser", ""), 0),
            new LanPacket.Gone(KEY),
            new LanPacket.Who(-5))) {
      assertThat(decode(codec.encode(packet))).contains(packet);
    }
  }

  @Test
  void thePlainestPacketIsRead() {
    assertThat(decode(GOOD)).isPresent();
  }

  @Test
  void theLongestNamesFitIntoOnePacket() {
    String widest = "\uD83C\uDF33".repeat(LanCodec.LONGEST_NAME);
    byte[] bytes =
        codec.encode(
            new LanPacket.Here(
                new Announcement(KEY, widest, widest, 65_535, true, 10_000, 1_000_000, true),
                253_402_300_799L));
    assertThat(bytes.length).isLessThanOrEqualTo(LanCodec.MOST_BYTES);
    assertThat(decode(bytes)).isPresent();
  }

  @Test
  void aNameIsMadeFitOrRefused() {
    assertThat(LanCodec.line("  a\u0000b\nc\uD800  ")).isEqualTo("a b c");
    assertThat(LanCodec.line("x".repeat(100))).hasSize(64);
    assertThat(LanCodec.isSound(announcement(" ", ""))).isFalse();
    assertThat(LanCodec.isSound(announcement("a\u2028b", ""))).isFalse();
    assertThat(LanCodec.isSound(announcement("x".repeat(65), ""))).isFalse();
    assertThatThrownBy(() -> codec.encode(new LanPacket.Here(announcement("", ""), 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{'chatx':1}",
        "{'chatx':2,'kind':'who','nonce':1}",
        "{'chatx':'1','kind':'who','nonce':1}",
        "{'chatx':1,'kind':'who'}",
        "{'chatx':1,'kind':'WHO','nonce':1}",
        "{'chatx':1,'kind':'who','nonce':1e3}",
        "{'chatx':1,'kind':'who','nonce':99999999999999999999}",
        "{'chatx':1,'kind':'who','nonce':1} ",
        "{'chatx':1,'kind':'who','nonce':1}{}",
        "{'chatx':1,'kind':'who','nonce':1,'nonce':2}",
        "{'chatx':1,'kind':'gone','server':''}",
        "{'chatx':1,'kind':'gone','server':'../../etc'}",
        "{'chatx':1,'kind':'here'}",
        "{'chatx':1,'kind':{'kind':'who'},'nonce':1}"
      })
  void whatIsNotExactlyAPacketIsNothing(String text) {
    // Space around the object is JSON's own business.
    Optional<LanPacket> read = decode(text);
    assertThat(read).isEqualTo(text.endsWith(" ") ? Optional.of(new LanPacket.Who(1)) : read);
    if (!text.endsWith(" ")) {
      assertThat(read).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'port':0",
        "'port':65536",
        "'port':-1",
        "'port':'8420'",
        "'port':null",
        "'secure':1",
        "'protocol':0",
        "'people':-1",
        "'people':1000001",
        "'time':-1",
        "'time':99999999999999",
        "'locked':null",
        "'name':''",
        "'name':'a\\u0000b'",
        "'name':'a\\ud800'",
        "'name':{}",
        "'host':'a\\nb'",
        "'host':null"
      })
  void oneFieldOutOfBoundsMakesItNothing(String field) {
    String name = field.substring(0, field.indexOf(':'));
    String changed = GOOD.replaceFirst(name + ":('[^']*'|[^,}]*)", field.replace("\\", "\\\\"));
    assertThat(changed).isNotEqualTo(GOOD);
    assertThat(decode(changed)).isEmpty();
  }

  @Test
  void aPacketThatIsTooLargeIsNotEvenRead() {
    byte[] bytes = (GOOD.replace('\'', '"') + " ".repeat(1_200)).getBytes(StandardCharsets.UTF_8);
    assertThat(decode(bytes)).isEmpty();
  }

  /** Whatever is changed: no exception, and what is read keeps its bounds. */
  @Test
  void damagedAndRandomPacketsAreReadSoundOrNotAtAll() {
    var random = new Random(20261123);
    byte[] good = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes;
      if (i % 2 == 0) {
        bytes = good.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      } else {
        bytes = new byte[random.nextInt(1_300)];
        random.nextBytes(bytes);
      }
      Optional<LanPacket> packet = decode(bytes);
      if (packet.isPresent() && packet.get() instanceof LanPacket.Here(var announcement, long _)) {
        read++;
        assertThat(LanCodec.isSound(announcement)).isTrue();
        assertThat(codec.encode(packet.get()).length).isLessThanOrEqualTo(LanCodec.MOST_BYTES);
      }
    }
    assertThat(read).as("some damage is only another name").isPositive();
  }

  @Test
  void anAnnouncementComesBackFromTheRecordOfMdns() {
    Announcement announcement = announcement("Willow House", "Anna");
    Map<String, String> properties = codec.properties(announcement);
    assertThat(codec.announcement(properties::get, 8420)).contains(announcement);
    for (String needed : List.of("server", "name", "protocol", "people")) {
      Map<String, String> less = new HashMap<>(properties);
      less.remove(needed);
      assertThat(codec.announcement(less::get, 8420)).as("without " + needed).isEmpty();
      less.put(needed, "\u0000");
      assertThat(codec.announcement(less::get, 8420)).as("damaged " + needed).isEmpty();
    }
    assertThat(codec.announcement(properties::get, 0)).isEmpty();
  }

  private static Announcement announcement(String name, String host) {
    return new Announcement(KEY, name, host, 8420, true, 1, 3, false);
  }

  private Optional<LanPacket> decode(String text) {
    return decode(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private Optional<LanPacket> decode(byte[] bytes) {
    return codec.decode(ByteBuffer.wrap(bytes));
  }
}
