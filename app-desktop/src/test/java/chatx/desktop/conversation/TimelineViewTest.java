package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.storage.Density;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Theme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.NodeOrientation;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class TimelineViewTest {
  private Stage stage;
  private TimelineView timeline;
  private Theme theme;
  private ObservableList<TimelineRow> rows;
  private final AtomicBoolean live = new AtomicBoolean(true);
  private final AtomicInteger nearStart = new AtomicInteger();
  private final AtomicInteger nearEnd = new AtomicInteger();

  @Start
  void start(Stage stage) {
    this.stage = stage;
    theme = new Theme(TimelineScene.LOOK);
    timeline = TimelineScene.timeline(theme, new RecordedActions());
    var scene = new Scene(timeline, 700, 500);
    theme.install(scene);
    scene.getStylesheets().add(Theme.css(TimelineView.class, "conversation.css"));
    stage.setScene(scene);
    stage.setWidth(700);
    stage.setHeight(500);
    stage.show();
  }

  private void show(List<TimelineRow> some) throws Exception {
    rows = FXCollections.observableArrayList(some);
    Pulses.change(() ->
        timeline.show(
            rows,
            new TimelineView.Edges(
                live::get, nearStart::incrementAndGet, nearEnd::incrementAndGet)));
  }

  /** The keys and screen places of all messages that are to be seen. */
  private record Seen(String key, double top, double bottom) {}

  private List<Seen> seen() throws Exception {
    return Pulses.on(() -> {
      var seen = new ArrayList<Seen>();
      for (var row : rows) {
        timeline
            .viewOf(row.key())
            .filter(_ -> row instanceof TimelineRow.Message)
            .map(view -> view.localToScene(view.getLayoutBounds()))
            .filter(place -> place.getMaxY() > 0 && place.getMinY() < timeline.getHeight())
            .ifPresent(place -> seen.add(new Seen(row.key(), place.getMinY(), place.getMaxY())));
      }
      return seen;
    });
  }

  private void scroll(double pixels) throws Exception {
    Pulses.change(() -> timeline.scrollBy(pixels));
  }

  @Test
  void aRoomOpensAtItsEnd() throws Exception {
    show(Samples.messages(100, 200));

    assertThat(seen().getLast().key()).isEqualTo("m:199");
    assertThat(seen().getLast().bottom()).isEqualTo(500);
    assertThat(timeline.atEndProperty().get()).isTrue();
  }

  @Test
  void aPageInFrontMovesNothing() throws Exception {
    show(Samples.messages(100, 200));
    scroll(-2000);
    var before = seen();

    Pulses.change(() -> rows.addAll(0, Samples.messages(0, 100)));

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void aPageInFrontMovesNothingThoughTheDayMovesAndAGroupGrows() throws Exception {
    var day = new TimelineRow.Day(LocalDate.of(2026, 11, 23));
    var first = Samples.message(100, Samples.ADA, Samples.plain("first of the page"), true);
    var some = new ArrayList<TimelineRow>(List.of(day, first));
    some.addAll(Samples.messages(101, 160));
    show(some);
    scroll(-100_000);
    var before = seen();
    assertThat(before.getFirst().key()).isEqualTo("m:100");

    Pulses.change(() -> {
      rows.remove(0);
      rows.set(0, Samples.message(100, Samples.ADA, first.body(), false));
      var page = new ArrayList<TimelineRow>(List.of(day));
      page.addAll(Samples.messages(40, 100));
      rows.addAll(0, page);
    });

    var after = seen();
    var keys = before.stream().skip(1).map(Seen::key).toList();
    assertThat(after.stream().filter(row -> keys.contains(row.key())))
        .isEqualTo(before.stream().skip(1).toList());
    assertThat(after.stream().filter(row -> row.key().equals("m:100")).findFirst().orElseThrow())
        .extracting(Seen::bottom)
        .isEqualTo(before.getFirst().bottom());
  }

  @Test
  void aPageBehindMovesNothingWhenItIsNotTheEndOfTheRoom() throws Exception {
    live.set(false);
    show(Samples.messages(100, 200));
    assertThat(timeline.atEndProperty().get()).isFalse();
    Pulses.settle();
    var before = seen();

    Pulses.change(() -> rows.addAll(Samples.messages(200, 300)));

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void droppingRowsFarAwayMovesNothing() throws Exception {
    show(Samples.messages(100, 300));
    scroll(-3000);
    var before = seen();

    Pulses.change(() -> rows.remove(0, 50));
    assertThat(seen()).isEqualTo(before);
    Pulses.change(() -> rows.remove(rows.size() - 20, rows.size()));
    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void anEditAboveTheViewportMovesNothing() throws Exception {
    show(Samples.messages(100, 200));
    scroll(-2000);
    var before = seen();

    Pulses.change(() -> {
      for (int i = 0; i < 30; i++) {
        rows.set(i, Samples.message(100 + i, Samples.ADA, "edited " + "longer ".repeat(200)));
      }
    });

    assertThat(seen()).isEqualTo(before);
  }

  @Test
  void newMessagesMoveNothingForAReaderOfOlderOnes() throws Exception {
    show(Samples.messages(100, 200));
    scroll(-2000);
    var before = seen();

    Pulses.change(() -> rows.addAll(Samples.messages(200, 210)));

    assertThat(seen()).isEqualTo(before);
    assertThat(timeline.atEndProperty().get()).isFalse();
  }

  @Test
  void theReaderAtTheEndStaysThereWithNewMessages() throws Exception {
    show(Samples.messages(100, 200));

    Pulses.change(() -> rows.addAll(Samples.messages(200, 210)));

    assertThat(seen().getLast())
        .extracting(Seen::key, Seen::bottom)
        .containsExactly("m:209", 500.0);
    assertThat(timeline.atEndProperty().get()).isTrue();
  }

  @Test
  void aWindowOfAnotherSizeKeepsTheEnd() throws Exception {
    show(Samples.messages(100, 200));

    Pulses.change(() -> stage.setWidth(420));
    Pulses.change(() -> stage.setHeight(360));

    assertThat(seen().getLast().key()).isEqualTo("m:199");
    assertThat(seen().getLast().bottom()).isEqualTo(timeline.getHeight());
  }

  @Test
  void aWindowOfAnotherSizeKeepsTheRowUnderTheEye() throws Exception {
    show(Samples.messages(100, 200));
    scroll(-2000);
    var before = seen().getFirst();

    Pulses.change(() -> stage.setWidth(420));
    assertThat(seen())
        .filteredOn(row -> row.key().equals(before.key()))
        .singleElement()
        .extracting(Seen::bottom)
        .isEqualTo(before.bottom());
    Pulses.change(() -> stage.setHeight(360));
    assertThat(seen())
        .filteredOn(row -> row.key().equals(before.key()))
        .singleElement()
        .extracting(Seen::bottom)
        .isEqualTo(before.bottom());
  }

  @Test
  void anotherSizeOfTextKeepsTheRowUnderTheEye() throws Exception {
    show(Samples.messages(100, 200));
    scroll(-2000);
    var before = seen().getFirst();

    Pulses.change(() ->
        theme
            .lookProperty()
            .set(new Look(TimelineScene.LOOK.appearance(), 150, Density.COMPACT, true)));

    assertThat(seen())
        .filteredOn(row -> row.key().equals(before.key()))
        .singleElement()
        .extracting(Seen::bottom)
        .isEqualTo(before.bottom());
  }

  @Test
  void whoeverScrollsUpLeavesTheEndThoughRowsKeepComing() throws Exception {
    show(Samples.messages(100, 200));

    for (int i = 0; i < 5; i++) {
      int next = 200 + i;
      Pulses.frame(() -> {
        timeline.scrollBy(-200);
        rows.add(Samples.message(next, Samples.BOB, "more"));
      });
    }
    Pulses.settle();

    assertThat(timeline.atEndProperty().get()).isFalse();
  }

  @Test
  void aMessageRunsAsItsFirstLetterDoes() throws Exception {
    show(
        List.of(
            Samples.message(1, Samples.ADA, "\u0645\u0631\u062D\u0628\u0627, hello!"),
            Samples.message(2, Samples.ADA, "@ada, \u0645\u0631\u062D\u0628\u0627!"),
            Samples.message(3, Samples.ADA, "12:30 !")));

    assertThat(direction("m:1")).isEqualTo(NodeOrientation.RIGHT_TO_LEFT);
    assertThat(direction("m:2")).isEqualTo(NodeOrientation.LEFT_TO_RIGHT);
    assertThat(direction("m:3")).isEqualTo(NodeOrientation.INHERIT);
  }

  private NodeOrientation direction(String key) throws Exception {
    return Pulses.on(
        () -> timeline.viewOf(key).orElseThrow().lookup(".passage").getNodeOrientation());
  }

  @Test
  void aRowThatIsAskedForIsShownAndStaysLitForAWhile() throws Exception {
    show(Samples.messages(100, 300));

    Pulses.change(() -> assertThat(timeline.reveal("m:150")).isTrue());

    assertThat(seen())
        .filteredOn(row -> row.key().equals("m:150"))
        .singleElement()
        .extracting(Seen::top)
        .isEqualTo(150.0);
    assertThat(Pulses.on(() -> timeline.viewOf("m:150").orElseThrow().getPseudoClassStates()))
        .contains(RowFactory.HIGHLIGHTED);
    assertThat(Pulses.on(() -> timeline.reveal("m:9"))).isFalse();
  }

  @Test
  void pagesAreAskedForBeforeTheEdgeIsReached() throws Exception {
    show(Samples.messages(100, 200));
    assertThat(nearStart.get()).isZero();
    assertThat(nearEnd.get()).isPositive();

    scroll(-100_000);

    assertThat(nearStart.get()).isPositive();
  }

  @Test
  void aFailedMessageThatIsSentAfterAllStaysAtTheEnd() throws Exception {
    show(Samples.messages(100, 200));
    var failed = pending(Delivery.FAILED);
    Pulses.change(() -> rows.add(failed));
    assertThat(seen().getLast())
        .extracting(Seen::key, Seen::bottom)
        .containsExactly(failed.key(), 500.0);

    Pulses.change(() -> rows.set(rows.size() - 1, Samples.message(200, Samples.ADA, "again")));

    assertThat(seen().getLast())
        .extracting(Seen::key, Seen::bottom)
        .containsExactly("m:200", 500.0);
  }

  @Test
  void aLongMessageIsFoldedAndCanBeUnfolded() throws Exception {
    var some = new ArrayList<>(Samples.messages(100, 120));
    some.add(Samples.message(120, Samples.BOB, "line\n".repeat(500)));
    show(some);
    double folded = Pulses.on(() -> timeline.viewOf("m:120").orElseThrow().getHeight());
    assertThat(folded).isLessThan(800);

    Pulses.change(() -> timeline.toggleFold("m:120"));

    assertThat(Pulses.on(() -> timeline.viewOf("m:120").orElseThrow().getHeight()))
        .isGreaterThan(5000);
    Pulses.change(() -> timeline.toggleFold("m:120"));
    assertThat(Pulses.on(() -> timeline.viewOf("m:120").orElseThrow().getHeight()))
        .isEqualTo(folded);
  }

  private static TimelineRow.Message pending(Delivery delivery) {
    return new TimelineRow.Message(
        0,
        Samples.ADA,
        Samples.START,
        Samples.plain("again"),
        true,
        true,
        false,
        delivery,
        Samples.key(9),
        null);
  }
}
