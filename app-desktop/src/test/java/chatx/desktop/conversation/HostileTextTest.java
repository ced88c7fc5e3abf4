package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.MessageParser;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.ui.Theme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Text of strangers stays text: shown, of bounded height, and nothing happens by itself. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class HostileTextTest {
  /** Pixels, in a window 600 wide. */
  private static final double TALLEST = 900;

  private static final List<String> SCHEMES =
      List.of(
          "javascript:",
          "data:text/html,",
          "vbscript:",
          "file:///",
          "jar:file:",
          "chatx://",
          "jAvAsCrIpT:",
          "java\tscript:",
          "&#106;avascript:",
          "ms-word:ofe|u|");
  private static final List<String> TAGS =
      List.of(
          "<script>%s</script>",
          "<img src=x onerror=%s>",
          "<svg onload=%s>",
          "<iframe src=\"%s\">",
          "<a href=\"%s\">x</a>",
          "<body onload=%s>",
          "<math><mi xlink:href=\"%s\">",
          "<style>@import '%s'</style>",
          "<object data=\"%s\">",
          "<details open ontoggle=%s>",
          "![x](%s)",
          "[x](%s)",
          "[x]: %s",
          "<%s>",
          "`%s`",
          "```\n%s\n```",
          "> %s",
          "- %s",
          "# %s");
  private static final List<String> ODD =
      List.of(
          "\u202Egnp.exe\u202C",
          "\u2066\u2067\u2068never closed",
          "\u200B\u200C\u200D\uFEFF",
          "\u0000\u0007\u001B[31mred\u001B[0m",
          "\uD83D",
          "\uDE00 alone",
          "\uFFFF\uFFFE",
          "e" + "\u0301\u0489\u0338".repeat(300),
          "\uD83D\uDC68\u200D".repeat(400),
          "x".repeat(60_000),
          "\n".repeat(20_000),
          "a\n".repeat(8_000),
          ">".repeat(5_000),
          "> ".repeat(2_000) + "deep",
          "- ".repeat(2_000) + "deep",
          "*".repeat(9_999),
          "**".repeat(5_000) + "x",
          "[".repeat(9_000),
          "](".repeat(4_000),
          "`".repeat(9_001),
          "```".repeat(3_000),
          "~~".repeat(4_000),
          "\uD83D\uDE00".repeat(8_000),
          "@".repeat(8_000),
          "#".repeat(8_000),
          ":smile:".repeat(2_000),
          "http://" + "a".repeat(15_000) + ".example",
          "https://\u202Emoc.elpmaxe@evil.example/",
          "http://ex\u0430mple.org/",
          "\u0645\u0631\u062D\u0628\u0627 hello \u05E9\u05DC\u05D5\u05DD",
          "\uFDFD".repeat(500),
          "\u0BF5".repeat(500),
          "\uDB40\uDC41".repeat(500),
          "{0} {1,choice,0#a} %s %n ${jndi:ldap://x}",
          "'; DROP TABLE rooms; --",
          "\r\n\r\n\r",
          "1.".repeat(3_000),
          "9999999999. x",
          "0. x",
          "|a|b|\n|-|-|\n|1|2|",
          "\t\t\tcode",
          "<!-- -->",
          "&lt;b&gt;",
          "\\*not\\*",
          "\u2028\u2029",
          "\u00AD".repeat(3_000));

  private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
  private final RecordedActions actions = new RecordedActions();
  private TimelineView timeline;

  @Start
  void start(Stage stage) {
    Thread.currentThread().setUncaughtExceptionHandler((_, e) -> thrown.add(e));
    var theme = new Theme(TimelineScene.LOOK);
    timeline = TimelineScene.timeline(theme, actions);
    var scene = new Scene(timeline, 600, 700);
    theme.install(scene);
    scene.getStylesheets().add(Theme.css(TimelineView.class, "conversation.css"));
    stage.setScene(scene);
    stage.setWidth(600);
    stage.setHeight(700);
    stage.show();
  }

  static List<String> corpus() {
    var texts = new ArrayList<>(ODD);
    for (int i = 0; i < TAGS.size(); i++) {
      for (int j = 0; j < 5; j++) {
        String scheme = SCHEMES.get((i + j) % SCHEMES.size());
        texts.add(TAGS.get(i).replace("%s", scheme + "alert(1)"));
      }
    }
    return texts;
  }

  @Test
  void hostileTextsAreShownAsTextInRowsOfBoundedHeight() throws Exception {
    var texts = corpus();
    assertThat(texts).hasSizeGreaterThan(100);
    var parser = new MessageParser("ada");
    var rows = new ArrayList<TimelineRow>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      var author = Samples.user("u" + i, text.substring(0, Math.min(60, text.length())));
      rows.add(Samples.message(i + 1, author, parser.parse(text), true));
    }
    var shown = FXCollections.observableArrayList(rows);
    Pulses.change(
        () -> timeline.show(shown, new TimelineView.Edges(() -> true, () -> {}, () -> {})));

    Map<String, Double> heights = new HashMap<>();
    for (var row : rows) {
      Pulses.frame(() -> timeline.show(row.key(), 0));
      var height = Pulses.on(() -> timeline.viewOf(row.key()).map(view -> view.getHeight()));
      height.ifPresent(tall -> heights.put(row.key(), tall));
    }

    assertThat(heights).hasSize(rows.size());
    assertThat(heights.values()).allSatisfy(height -> assertThat(height).isBetween(1.0, TALLEST));
    assertThat(thrown).isEmpty();
    assertThat(actions.asked).isEmpty();
  }

  @Test
  void whatIsCopiedOfHostileTextsHidesNothing() {
    var parser = new MessageParser("ada");
    var forbidden =
        Set.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0, 7, 27);
    for (String text : corpus()) {
      for (var passage : Passage.of(parser.parse(text).blocks())) {
        assertThat(passage.text().codePoints().boxed()).doesNotContainAnyElementsOf(forbidden);
        assertThat(passage.pieces())
            .allSatisfy(piece -> {
              var link = piece.link();
              if (link != null) {
                assertThat(link.target().getScheme()).isIn("http", "https", "mailto");
              }
            });
      }
    }
  }
}
