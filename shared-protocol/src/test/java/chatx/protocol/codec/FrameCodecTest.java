package chatx.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.protocol.CommandFrame;
import chatx.protocol.DurableEvent;
import chatx.protocol.EventFrame;
import chatx.protocol.HistoryPage;
import chatx.protocol.ListMyRooms;
import chatx.protocol.ListRooms;
import chatx.protocol.LoggedEvent;
import chatx.protocol.OpenRoom;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReplyFrame;
import chatx.protocol.UnknownEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec lets pass, what a client makes of a newer server, and noise. */
class FrameCodecTest {
  private static final int MUTATIONS = 20_000;

  /** What is worth putting into a frame: the borders of JSON, of Unicode and of our types. */
  private static final List<String> NOISE =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "\\u0000",
          "\\ud83d",
          "\ud83d",
          "\udc00",
          "\0",
          "\n",
          "\u2028",
          "\ufeff",
          "null",
          "true",
          "NaN",
          "-Infinity",
          "0",
          "-1",
          "1.5",
          "1e1000000000",
          "-1e-1000000000",
          "9223372036854775808",
          "1".repeat(40),
          "{}",
          "[]",
          "[".repeat(40),
          "\"id\":1,",
          "\"type\":\"room.open\",",
          "\"data\":{},",
          "\"\":0,",
          "/**/",
          "x".repeat(70_000));

  private final FrameCodec codec = new FrameCodec();

  @Test
  void aFieldThatTheServerDoesNotKnowIsIgnored() {
    assertThat(
            codec.decodeCommand(
                """
                {"id":1,"trace":{"a":[1]},"type":"room.open",
                 "data":{"colour":"green","room":"%s"}}\
                """
                    .formatted(Samples.ROOM)))
        .isEqualTo(new DecodedCommand.Valid(new CommandFrame(1, new OpenRoom(Samples.ROOM))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"data\":null", ",\"data\":{}"})
  void aCommandWithoutFieldsNeedsNoData(String data) {
    assertThat(codec.decodeCommand("{\"id\":9007199254740991,\"type\":\"room.mine\"" + data + "}"))
        .isEqualTo(
            new DecodedCommand.Valid(new CommandFrame(9_007_199_254_740_991L, new ListMyRooms())));
  }

  @Test
  void anOptionalFieldMayBeNullOrAbsent() {
    assertThat(codec.decodeCommand("{\"id\":1,\"type\":\"room.list\",\"data\":{\"query\":null}}"))
        .isEqualTo(new DecodedCommand.Valid(new CommandFrame(1, new ListRooms(null, null, null))));
  }

  @Test
  void anIdMayBeInUpperCase() {
    assertThat(
            codec.decodeCommand(
                "{\"id\":1,\"type\":\"room.open\",\"data\":{\"room\":\"%S\"}}"
                    .formatted(Samples.ROOM)))
        .isEqualTo(new DecodedCommand.Valid(new CommandFrame(1, new OpenRoom(Samples.ROOM))));
  }

  @Test
  void anEventThatAClientDoesNotKnowIsNoFrame() {
    assertThat(codec.decodeServer("{\"type\":\"server.moved\",\"data\":{}}")).isNull();
    assertThat(
            codec.decodeServer(
                "{\"type\":\"typing.started\",\"room\":\"" + Samples.ROOM + "\",\"data\":7}"))
        .isNull();
  }

  @Test
  void ofADurableEventThatAClientDoesNotKnowItKeepsThePlace() {
    LoggedEvent pinned =
        new LoggedEvent(
            6, Instant.parse("2026-01-31T12:00:00Z"), new UnknownEvent("message.pinned"));
    assertThat(codec.decodeServer(golden("live")))
        .isEqualTo(EventFrame.durable(Samples.ROOM, pinned));
    assertThat(codec.decodeServer(golden("in_a_page")))
        .isEqualTo(new ReplyFrame(7, new HistoryPage(List.of(pinned), false, false)));
  }

  @Test
  void aDurableEventThatAClientDoesNotKnowIsABadFrameWithoutItsPlace() {
    String live = golden("live");
    for (String field : List.of("room", "at")) {
      String without = live.replaceFirst("\"" + field + "\":\"[^\"]*\",", "");
      assertThat(without).isNotEqualTo(live);
      assertThatThrownBy(() -> codec.decodeServer(without)).isInstanceOf(BadFrameException.class);
    }
  }

  @Test
  void anEventWhoseFieldsAreEncodedAlreadyBecomesTheSameFrame() {
    int durable = 0;
    for (EventFrame frame : Samples.events()) {
      if (frame.event() instanceof DurableEvent event) {
        durable++;
        LoggedEvent entry =
            new LoggedEvent(
                Objects.requireNonNull(frame.seq()), Objects.requireNonNull(frame.at()), event);
        assertThat(codec.encode(Samples.ROOM, entry, codec.encodeData(event)))
            .asString(StandardCharsets.UTF_8)
            .isEqualTo(new String(codec.encode(frame), StandardCharsets.UTF_8));
      }
    }
    assertThat(durable).isGreaterThan(5);
  }

  @Test
  void nobodySendsOrStoresAnUnknownEvent() {
    LoggedEvent unknown = new LoggedEvent(6, Instant.EPOCH, new UnknownEvent("message.pinned"));
    assertThatThrownBy(() -> codec.encode(EventFrame.durable(Samples.ROOM, unknown)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> codec.typeOf(unknown.event()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String golden(String name) {
    try (InputStream in =
        FrameCodecTest.class.getResourceAsStream("/unknown-events/" + name + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProblemThatAClientDoesNotKnowIsAnInternalOne() {
    assertThat(
            codec.decodeServer(
                """
                {"id":3,"type":"problem","data":{"code":"too_green","message":"Less green."}}\
                """))
        .isEqualTo(
            new ReplyFrame(3, new Problem(ProblemCode.INTERNAL, "Less green.", null, null, null)));
  }

  @Test
  void aFieldThatAClientDoesNotKnowIsIgnored() {
    assertThat(
            codec.decodeServer(
                """
                {"id":3,"type":"problem","node":"b",
                 "data":{"code":"busy","message":"Wait.","since":7}}\
                """))
        .isEqualTo(new ReplyFrame(3, new Problem(ProblemCode.BUSY, "Wait.", null, null, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "null",
        "7",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"id\":1,\"type\":\"message.posted\",\"data\":{}}",
        "{\"id\":\"1\",\"type\":\"done\"}",
        "{\"id\":1.5,\"type\":\"done\"}",
        "{\"id\":99999999999999999999,\"type\":\"done\"}",
        "{\"id\":1,\"type\":\"problem\",\"data\":{\"message\":\"no code\"}}",
        "{\"id\":1,\"type\":\"session.pong\",\"data\":{\"at\":7}}",
        "{\"id\":1,\"type\":\"done\"} oops",
        "{\"type\":\"server.stopping\",\"data\":[]}"
      })
  void whatNoServerSendsIsABadFrame(String text) {
    assertThatThrownBy(() -> codec.decodeServer(text)).isInstanceOf(BadFrameException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"room", "seq", "at"})
  void aDurableEventWithoutItsPlaceIsABadFrame(String field) {
    EventFrame posted =
        Samples.events().stream()
            .filter(frame -> frame.event() instanceof DurableEvent)
            .findFirst()
            .orElseThrow();
    String text = text(codec.encode(posted));
    String without = text.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),", "");
    assertThat(without).isNotEqualTo(text);
    assertThatThrownBy(() -> codec.decodeServer(without)).isInstanceOf(BadFrameException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "seq", "at"})
  void aStoredEventWithoutItsPlaceIsABadFrame(String field) {
    String page = "{\"id\":1,\"type\":\"message.history_page\",\"data\":{\"entries\":[%s]%s}}";
    String entry =
        """
        {"type":"room.topic_changed","seq":4,"at":"2026-01-31T12:00:00Z","data":{"topic":"Seeds",\
        "by":{"id":"0198f2a1-5e6f-7a01-9b12-0c3d4e5f6a7b","name":"ada","displayName":"Ada"}}}\
        """;
    String more = ",\"hasMoreBefore\":false,\"hasMoreAfter\":false";
    assertThat(codec.decodeServer(page.formatted(entry, more))).isInstanceOf(ReplyFrame.class);
    String without = entry.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),", "");
    assertThat(without).isNotEqualTo(entry);
    assertThatThrownBy(() -> codec.decodeServer(page.formatted(without, more)))
        .isInstanceOf(BadFrameException.class);
  }

  @Test
  void whatIsStoredOfAnEventReadsBack() {
    for (EventFrame frame : Samples.events()) {
      if (frame.event() instanceof DurableEvent event) {
        assertThat(codec.decodeData(codec.typeOf(event), codec.encodeData(event))).isEqualTo(event);
      }
    }
    assertThatThrownBy(() -> codec.decodeData("message.pinned", "{}"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noMutationOfACommandMakesTheCodecThrow(TestReporter reporter) {
    Mutations mutations = new Mutations(reporter);
    List<String> frames = Samples.commands().stream().map(f -> text(codec.encode(f))).toList();
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutations.next(frames);
      DecodedCommand decoded;
      try {
        decoded = codec.decodeCommand(text);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(mutations.describe(text), e);
      }
      switch (decoded) {
        case DecodedCommand.Valid valid ->
            assertThat(valid.frame().id())
                .as(mutations.describe(text))
                .isBetween(1L, 9_007_199_254_740_991L);
        case DecodedCommand.Invalid invalid ->
            assertThat(invalid.problem().message())
                .as(mutations.describe(text))
                .matches("[A-Z].*\\.")
                .doesNotContainIgnoringCase("java", "jackson", "exception", "chatx.p");
      }
    }
  }

  @Test
  void noMutationOfAServersFrameIsMoreThanABadFrame(TestReporter reporter) {
    Mutations mutations = new Mutations(reporter);
    List<String> frames = new ArrayList<>();
    Samples.replies().forEach(frame -> frames.add(text(codec.encode(frame))));
    Samples.events().forEach(frame -> frames.add(text(codec.encode(frame))));
    for (int i = 0; i < MUTATIONS; i++) {
      String text = mutations.next(frames);
      try {
        var _ = codec.decodeServer(text);
      } catch (BadFrameException _) {
        // as promised
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(mutations.describe(text), e);
      }
    }
  }

  private static String text(byte[] frame) {
    return new String(frame, StandardCharsets.UTF_8);
  }

  /** Cuts, doubles, joins and disturbs frames; -Dprotocol.seed repeats a run. */
  private static final class Mutations {
    private final long seed = Long.getLong("protocol.seed", System.nanoTime());
    private final Random random = new Random(seed);

    Mutations(TestReporter reporter) {
      reporter.publishEntry("protocol.seed", Long.toString(seed));
    }

    String next(List<String> frames) {
      String text = pick(frames);
      for (int times = 1 + random.nextInt(4); times > 0; times--) {
        text = mutate(text, frames);
      }
      return text;
    }

    String describe(String text) {
      return "-Dprotocol.seed=%d, frame: %.2000s".formatted(seed, text);
    }

    private String mutate(String text, List<String> frames) {
      int a = random.nextInt(text.length() + 1);
      int b = Math.min(text.length(), a + random.nextInt(12));
      return switch (random.nextInt(6)) {
        case 0 -> text.substring(0, a);
        case 1 -> text.substring(0, a) + text.substring(b);
        case 2 -> text.substring(0, b) + text.substring(a);
        case 3 -> text.substring(0, a) + pick(NOISE) + text.substring(b);
        case 4 -> text.substring(0, a) + (char) random.nextInt(0x10000) + text.substring(a);
        default -> {
          String other = pick(frames);
          yield text.substring(0, a) + other.substring(random.nextInt(other.length()));
        }
      };
    }

    private String pick(List<String> texts) {
      return texts.get(random.nextInt(texts.size()));
    }
  }
}
