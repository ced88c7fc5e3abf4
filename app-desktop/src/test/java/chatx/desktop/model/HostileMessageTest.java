package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileMessageTest {
  /** Long enough for a slow machine, short enough for anything that is not linear. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final MessageParser parser = new MessageParser("ada");

  static Stream<Named<String>> tangles() {
    int n = MessageParser.MARKDOWN;
    return Stream.of(
        repeated("nested quotes", "> ", n),
        repeated("nested lists", "- ", n),
        repeated("nested ordered lists", "1. ", n),
        repeated("open brackets", "[", n),
        repeated("open images", "![", n),
        repeated("half links", "[a](", n),
        repeated("stars", "*", n),
        repeated("emphasis that nests", "*a **b ", n),
        repeated("emphasis, mixed", "*_", n),
        repeated("strikes", "~~a ~", n),
        repeated("backticks", "`", n),
        Named.of("backticks of every length", ticks(n)),
        repeated("half tags", "<a ", n),
        repeated("comments", "<!--", n),
        repeated("entities", "&amp;", n),
        repeated("fences", "```\n", n),
        repeated("line ends", "\n", n),
        repeated("lines", "a\n", n),
        repeated("emoji", "😀", n),
        repeated("joined emoji", "👩‍", n),
        repeated("codes", ":tada:", n),
        repeated("colons", ":a", n),
        repeated("mentions", "@ada ", n),
        repeated("at signs", "@", n),
        repeated("rooms", "#a ", n),
        repeated("addresses", "http://a.b/ ", n),
        repeated("one address", "http://a.b/", n),
        repeated("half addresses", "http://", n),
        repeated("mails", "a@b.c", n),
        repeated("definitions", "[a]: <b\n", n),
        repeated("escapes", "\\", n),
        repeated("overrides", "\u202E", n),
        repeated("zalgo", "\u0336", n),
        repeated("half characters", "\uD83D", n),
        repeated("null", "\0", n),
        Named.of("deep and wide", ">".repeat(200) + ("\n" + ">".repeat(200)).repeat(70)),
        Named.of("five megabytes", "*a* ".repeat(1_300_000)),
        Named.of("five megabytes on a line", "a".repeat(5_000_000)),
        Named.of("five megabytes of emoji", "😀".repeat(1_300_000)));
  }

  private static Named<String> repeated(String name, String part, int length) {
    return Named.of(name, part.repeat(length / part.length()));
  }

  private static String ticks(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; text.length() + i < length; i++) {
      text.append("`".repeat(i)).append('a');
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("tangles")
  void tangledTextIsReadInBoundedTimeToABoundedResult(String text) {
    MessageBody body = Assertions.assertTimeoutPreemptively(LIMIT, () -> parser.parse(text));

    assertThat(body.text()).isSameAs(text);
    assertBounded(body);
  }

  @Test
  void anyMixtureOfSignsIsReadToSomethingBounded() {
    String[] signs = {
      "*",
      "**",
      "_",
      "~~",
      "`",
      "```",
      "\n",
      "\n\n",
      "> ",
      "- ",
      "1. ",
      "[",
      "](",
      ")",
      "![",
      "<",
      ">",
      "&#x202e;",
      "\u202E",
      "\u2066",
      "@ada",
      "#room",
      ":tada:",
      "😀",
      "http://a.b",
      "\\",
      "a",
      " ",
      "\t",
      "<b>",
      "\u0301",
      "\uD800",
      "[a]: b\n"
    };
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(120); j > 0; j--) {
        text.append(signs[random.nextInt(signs.length)]);
      }
      MessageBody body = parser.parse(text.toString());
      assertBounded(body);
      assertThat(shown(body)).as(text.toString()).doesNotContain("\u202E", "\u2066", "\u202D");
    }
  }

  @Test
  void overridesDoNotComeBackAsEntitiesOrInCodeOrAddresses() {
    for (UnaryOperator<String> place :
        List.<UnaryOperator<String>>of(
            bad -> bad,
            bad -> "&#x202e;" + bad,
            bad -> "`" + bad + "`",
            bad -> "```" + bad + "\n" + bad + "\n```",
            bad -> "[" + bad + "](http://a.b/" + bad + ")",
            bad -> "[a](javascript:" + bad + ")",
            bad -> "![" + bad + "](http://a.b)",
            bad -> "http://a.b/" + bad,
            bad -> "@" + bad,
            bad -> "<" + bad + ">")) {
      String text = place.apply("a\u202Eb\u0000c\u2067");
      assertThat(shown(parser.parse(text)))
          .as(text)
          .doesNotContain("\u202E")
          .doesNotContain("\u0000")
          .doesNotContain("\u2067");
    }
  }

  @Test
  void stackedMarksAreCutToWhatAWritingNeeds() {
    String shown = shown(parser.parse("z" + "\u0336".repeat(500) + "a"));
    assertThat(shown).startsWith("z\u0336").endsWith("a").hasSizeLessThan(12);
  }

  private static void assertBounded(MessageBody body) {
    int[] count = new int[2];
    body.blocks().forEach(block -> measure(block, 1, count));
    assertThat(count[0]).as("pieces").isLessThan(4_000);
    assertThat(count[1]).as("depth").isLessThan(64);
    assertThat(shown(body).length()).isLessThan(2 * MessageParser.SHOWN);
  }

  private static void measure(Block block, int depth, int[] count) {
    count[0]++;
    count[1] = Math.max(count[1], depth);
    switch (block) {
      case Block.Paragraph(List<Span> spans) -> spans.forEach(span -> measure(span, depth, count));
      case Block.CodeBlock _ -> {
        // One piece, whatever its length.
      }
      case Block.Quote(List<Block> blocks) ->
          blocks.forEach(inside -> measure(inside, depth + 1, count));
      case Block.ListBlock list ->
          list.items().forEach(item -> item.forEach(inside -> measure(inside, depth + 1, count)));
    }
  }

  private static void measure(Span span, int depth, int[] count) {
    count[0]++;
    count[1] = Math.max(count[1], depth);
    inside(span).forEach(inner -> measure(inner, depth + 1, count));
  }

  private static List<Span> inside(Span span) {
    return switch (span) {
      case Span.Bold(List<Span> spans) -> spans;
      case Span.Italic(List<Span> spans) -> spans;
      case Span.Strike(List<Span> spans) -> spans;
      case Span.Link link -> link.spans();
      case Span.Text _,
          Span.Code _,
          Span.Mention _,
          Span.MentionAll _,
          Span.RoomMention _,
          Span.Emoji _,
          Span.LineBreak _ ->
          List.of();
    };
  }

  private static String shown(MessageBody body) {
    StringBuilder text = new StringBuilder();
    body.blocks().forEach(block -> show(block, text));
    return text.toString();
  }

  private static void show(Block block, StringBuilder text) {
    switch (block) {
      case Block.Paragraph(List<Span> spans) -> spans.forEach(span -> show(span, text));
      case Block.CodeBlock code -> text.append(code.language()).append(code.text());
      case Block.Quote(List<Block> blocks) -> blocks.forEach(inside -> show(inside, text));
      case Block.ListBlock list ->
          list.items().forEach(item -> item.forEach(inside -> show(inside, text)));
    }
  }

  private static void show(Span span, StringBuilder text) {
    switch (span) {
      case Span.Text(String plain) -> text.append(plain);
      case Span.Code(String code) -> text.append(code);
      case Span.Link link -> {
        text.append(link.target());
        link.spans().forEach(inner -> show(inner, text));
      }
      case Span.Mention mention -> text.append(mention.name());
      case Span.MentionAll _ -> text.append("@room");
      case Span.RoomMention(String name) -> text.append(name);
      case Span.Emoji(String sequence) -> text.append(sequence);
      case Span.LineBreak _ -> text.append('\n');
      case Span.Bold _, Span.Italic _, Span.Strike _ ->
          inside(span).forEach(inner -> show(inner, text));
    }
  }
}
