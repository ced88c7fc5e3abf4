package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.Block;
import chatx.desktop.model.MessageBody;
import chatx.desktop.model.Notice;
import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberJoined;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final MessageBody RICH =
      new MessageBody(
          "",
          List.of(
              new Block.Paragraph(
                  List.of(
                      new Span.Text("Hi "),
                      new Span.Mention("bob", false),
                      new Span.Text(" "),
                      new Span.Emoji("\uD83D\uDC4D\uD83C\uDFFD"),
                      new Span.Text(" see "),
                      new Span.Link(
                          List.of(new Span.Text("this")), URI.create("https://example.org/")))),
              new Block.ListBlock(
                  true,
                  3,
                  List.of(
                      List.of(new Block.Paragraph(List.of(new Span.Text("three")))),
                      List.of(new Block.Paragraph(List.of(new Span.Text("four")))))),
              new Block.Quote(
                  List.of(
                      new Block.Paragraph(
                          List.of(
                              new Span.Bold(List.of(new Span.Text("so"))),
                              new Span.Text(" it goes"))))),
              new Block.CodeBlock("a\n  b", "")),
          false,
          false);

  private final List<TimelineRow> rows = new ArrayList<>();
  private final Selection selection =
      new Selection(rows, new RowWords(Texts.of(Locale.ENGLISH), Samples.CLOCK));

  @Test
  void partOfOneMessageIsItsTextAlone() {
    rows.add(Samples.message(1, Samples.ADA, "one two three"));

    selection.start(new TextPosition("m:1", 0, 4));
    selection.extend(new TextPosition("m:1", 0, 7));

    assertThat(selection.text()).isEqualTo("two");
  }

  @Test
  void severalMessagesAreCopiedWithWhoWroteThemAndWhen() {
    rows.add(Samples.message(1, Samples.ADA, "one two"));
    rows.add(Samples.message(2, Samples.ADA, Samples.plain("more"), false));
    rows.add(Samples.message(3, Samples.BOB, "three four"));

    selection.start(new TextPosition("m:3", 0, 5));
    selection.extend(new TextPosition("m:1", 0, 4));

    assertThat(selection.text()).isEqualTo("two\nmore\nBob, 09:03\nthree");
  }

  @Test
  void everythingIsCopiedInReadingOrderWithDaysAndNotices() {
    rows.add(new TimelineRow.Start("garden"));
    rows.add(new TimelineRow.Day(LocalDate.of(2026, 11, 22)));
    rows.add(
        new TimelineRow.Notices(
            List.of(new Notice(1, Samples.START, new MemberJoined(Samples.BOB))), true));
    rows.add(Samples.message(2, Samples.ADA, RICH, true));
    rows.add(new TimelineRow.NewMessages());
    rows.add(new TimelineRow.Day(LocalDate.of(2026, 11, 23)));
    rows.add(Samples.message(3, Samples.BOB, "fine"));

    selection.all();

    assertThat(selection.text())
        .isEqualTo(
            """
            Ada Lovelace, 09:02
            Hi @bob \uD83D\uDC4D\uD83C\uDFFD see this
            3. three
            4. four
            > so it goes
            a
              b
            Today
            Bob, 09:03
            fine\
            """);
  }

  @Test
  void anEmojiIsOneCharacterAndCopiedWhole() {
    rows.add(Samples.message(2, Samples.ADA, RICH, true));

    selection.start(new TextPosition("m:2", 0, 8));
    selection.extend(new TextPosition("m:2", 0, 9));

    assertThat(selection.text()).isEqualTo("\uD83D\uDC4D\uD83C\uDFFD");
  }

  @Test
  void twoClicksTakeAWordAndThreeAParagraph() {
    rows.add(Samples.message(1, Samples.ADA, "one two three"));

    selection.word(new TextPosition("m:1", 0, 5));
    assertThat(selection.text()).isEqualTo("two");
    selection.word(new TextPosition("m:1", 0, 13));
    assertThat(selection.text()).isEqualTo("three");
    selection.paragraph(new TextPosition("m:1", 0, 5));
    assertThat(selection.text()).isEqualTo("one two three");
  }

  @Test
  void rowsThatAreGoneSelectNothing() {
    rows.addAll(Samples.messages(1, 4));
    selection.all();
    rows.clear();

    assertThat(selection.isEmpty()).isTrue();
    assertThat(selection.text()).isEmpty();
    selection.extend(new TextPosition("m:1", 0, 5));
    assertThat(selection.text()).isEmpty();
  }

  @Test
  void aFoldedMessageIsAPrefixOfItsPassages() {
    var body = Samples.plain("line one\n".repeat(400));
    var folded = Fold.fold(body);

    assertThat(folded.cut()).isTrue();
    assertThat(Passage.of(body).getFirst().text())
        .startsWith(Passage.of(folded.blocks()).getFirst().text());
    assertThat(Fold.fold(RICH).cut()).isFalse();
  }

  @Test
  void foldingNeverCutsACharacterInTwo() {
    for (int i = 0; i < 3; i++) {
      var folded = Fold.fold(Samples.plain("x".repeat(i) + "\uD83D\uDE00".repeat(5000)));

      var shown = Passage.of(folded.blocks()).getFirst().text();
      assertThat(shown.codePoints().filter(point -> point < 0x10000 && point != 'x')).isEmpty();
    }
  }
}
