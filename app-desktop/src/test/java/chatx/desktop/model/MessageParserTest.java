package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
  private final MessageParser parser = new MessageParser("ada");

  private List<Span> line(String text) {
    List<Block> blocks = parser.parse(text).blocks();
    assertThat(blocks).hasSize(1);
    return ((Block.Paragraph) blocks.getFirst()).spans();
  }

  private static Span text(String text) {
    return new Span.Text(text);
  }

  @Test
  void emphasisAndCodeAreRead() {
    assertThat(line("a **b** *c* ~~d~~ `e *f*`"))
        .containsExactly(
            text("a "),
            new Span.Bold(List.of(text("b"))),
            text(" "),
            new Span.Italic(List.of(text("c"))),
            text(" "),
            new Span.Strike(List.of(text("d"))),
            text(" "),
            new Span.Code("e *f*"));
  }

  @Test
  void everyLineEndIsALineEnd() {
    assertThat(line("one\ntwo")).containsExactly(text("one"), new Span.LineBreak(), text("two"));
  }

  @Test
  void codeQuotesAndListsAreBlocks() {
    assertThat(parser.parse("```java\nint a;\n\nint b;\n```").blocks())
        .containsExactly(new Block.CodeBlock("int a;\n\nint b;", "java"));
    assertThat(parser.parse("> quoted\nanswer").blocks())
        .containsExactly(
            new Block.Quote(List.of(new Block.Paragraph(List.of(text("quoted"))))),
            new Block.Paragraph(List.of(text("answer"))));
    assertThat(parser.parse("3. a\n4. b").blocks())
        .containsExactly(
            new Block.ListBlock(
                true,
                3,
                List.of(
                    List.of(new Block.Paragraph(List.of(text("a")))),
                    List.of(new Block.Paragraph(List.of(text("b")))))));
  }

  @Test
  void aSignInsideOfCodeIsNoQuote() {
    assertThat(parser.parse("```\n> a\nb\n```").blocks())
        .containsExactly(new Block.CodeBlock("> a\nb", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# title", "a\n---\nb", "<b>bold</b> &lt;", "    indented", "<script>x</script>"})
  void whatIsNotOfTheSubsetStaysText(String text) {
    assertThat(parser.parse(text).blocks())
        .allMatch(block ->
            block instanceof Block.Paragraph(List<Span> spans)
                && spans.stream()
                    .allMatch(span -> span instanceof Span.Text || span instanceof Span.LineBreak));
  }

  @Test
  void tagsAreShownAsTheyWereTyped() {
    assertThat(line("<img src=x onerror=alert(1)>"))
        .containsExactly(text("<img src=x onerror=alert(1)>"));
  }

  @Test
  void linksAreFoundAndNamed() {
    assertThat(line("see https://example.org/a_b?c=1. Or [here](http://example.org)"))
        .containsExactly(
            text("see "),
            new Span.Link(
                List.of(text("https://example.org/a_b?c=1")),
                URI.create("https://example.org/a_b?c=1")),
            text(". Or "),
            new Span.Link(List.of(text("here")), URI.create("http://example.org")));
    assertThat(line("write to ada@example.org"))
        .contains(
            new Span.Link(List.of(text("ada@example.org")), URI.create("mailto:ada@example.org")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org",
        "chatx://example.org",
        "http:///nowhere",
        "http://exa%00mple.org",
        "java&#115;cript:alert(1)"
      })
  void otherDestinationsAreTextThatSaysWhereTheyWouldHaveLed(String destination) {
    assertThat(line("[click](" + destination + ")"))
        .noneMatch(Span.Link.class::isInstance)
        .startsWith(text("click"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://bücher.example/ä,http://xn--bcher-kva.example/%C3%A4",
    "https://paypal.com@evil.example/,https://evil.example/",
    "HTTPS://Example.ORG:8443/A,https://example.org:8443/A",
    "http://[::1]:8420/x,http://[::1]:8420/x",
    "http://раураl.example/,http://xn--l-7sba6dbr.example/"
  })
  void aDestinationIsShownAsWhatItIs(String typed, String target) {
    assertThat(line("[click](" + typed + ")"))
        .containsExactly(new Span.Link(List.of(text("click")), URI.create(target)));
  }

  @Test
  void namesAfterAnAtAreMentions() {
    assertThat(line("@ben, @Ada. and mail@ada.example @room!"))
        .startsWith(
            new Span.Mention("ben", false),
            text(", "),
            new Span.Mention("Ada", true),
            text(". and "))
        .endsWith(new Span.MentionAll(), text("!"));
    assertThat(parser.parse("hi @ada").mentionsMe()).isTrue();
    assertThat(parser.parse("hi **@ada**").mentionsMe()).isTrue();
    assertThat(parser.parse("hi @ada-lovelace").mentionsMe()).isFalse();
    assertThat(parser.parse("hi `@ada`").mentionsMe()).isFalse();
    assertThat(parser.parse("hi @room").mentionsAll()).isTrue();
    assertThat(new MessageParser("x.y_").parse("hi @x.y_!").mentionsMe()).isTrue();
    assertThat(new MessageParser("ünal").parse("hi @U\u0308nal").mentionsMe()).isTrue();
  }

  @Test
  void roomsAreNamedAfterANumberSign() {
    assertThat(line("in #garden, not in a#b"))
        .containsExactly(text("in "), new Span.RoomMention("garden"), text(", not in a#b"));
  }

  @Test
  void emojiAreFoundAsCharactersAndAsCodes() {
    assertThat(line("a 😀 :tada: 👩‍🚀 👍🏽"))
        .containsExactly(
            text("a "),
            new Span.Emoji("😀"),
            text(" "),
            new Span.Emoji("🎉"),
            text(" "),
            new Span.Emoji("👩‍🚀"),
            text(" "),
            new Span.Emoji("👍🏽"));
    assertThat(line("at 12:30:45 or :nothing: or ::smile:"))
        .containsExactly(text("at 12:30:45 or :nothing: or :"), new Span.Emoji("😄"));
    assertThat(line("© 2026 ™ ↔ #1")).noneMatch(Span.Emoji.class::isInstance);
    assertThat(line("`:tada:`")).containsExactly(new Span.Code(":tada:"));
  }

  @Test
  void theTextStaysAsItWasWritten() {
    String text = "**a** \u202E <b> :tada:";
    assertThat(parser.parse(text).text()).isEqualTo(text);
  }

  @Test
  void aDefinitionOfALinkIsNotSwallowed() {
    assertThat(parser.parse("[a]: http://example.org").blocks()).isNotEmpty();
    assertThat(parser.parse("text\n\n[a]: http://example.org").blocks()).hasSize(2);
    assertThat(parser.parse("").blocks()).hasSize(1);
    assertThat(parser.parse("   ").blocks()).hasSize(1);
  }
}
