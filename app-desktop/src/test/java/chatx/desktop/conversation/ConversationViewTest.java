package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.Delivery;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.ProblemCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ConversationViewTest {
  @TempDir Path dir;
  private AppFolder folder;
  private Preferences preferences;
  private SampleScreens screens;
  private Stage stage;
  private Scene scene;
  private boolean shift;

  @Start
  void start(Stage stage) {
    this.stage = stage;
    folder = ((AppFolder.Opened) AppFolder.open(dir.resolve("app"), List.of())).folder();
    preferences = Preferences.open(folder, Samples.CLOCK);
    var theme = new Theme(TimelineScene.LOOK);
    screens = new SampleScreens(Texts.of(Locale.ENGLISH), preferences, theme.lookProperty());
    scene = new Scene(screens.root, 800, 600);
    theme.install(scene);
    stage.setScene(scene);
    stage.setWidth(800);
    stage.setHeight(600);
    stage.show();
  }

  @AfterEach
  void close() {
    preferences.close();
    folder.close();
  }

  private RoomModel open(int messages, int cached) throws Exception {
    var room =
        Pulses.on(() -> {
          var made = screens.server.room("workshop", "Topic", true, messages, cached);
          made.markRead();
          screens.open(made);
          screens.view.focusComposer();
          return made;
        });
    Pulses.settle();
    return room;
  }

  private List<String> texts(RoomModel room) throws Exception {
    return Pulses.on(() ->
        room.timeline().rows().stream()
            .filter(TimelineRow.Message.class::isInstance)
            .map(row -> ((TimelineRow.Message) row).body().text())
            .toList());
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return type.cast(Objects.requireNonNull(scene.lookup("#" + id), id));
  }

  private String composed() throws Exception {
    return Pulses.on(() -> screens.viewModel.composer().textProperty().get());
  }

  @Test
  void whatIsTypedIsSentWithEnterAndShownAtOnce(FxRobot robot) throws Exception {
    var room = open(50, 50);

    robot.write("Good morning");
    robot.push(KeyCode.SHIFT, KeyCode.ENTER);
    robot.write("all");
    robot.push(KeyCode.ENTER);
    Pulses.settle();

    assertThat(texts(room)).last().isEqualTo("Good morning\nall");
    assertThat(composed()).isEmpty();
    assertThat(Pulses.on(() -> screens.view.lookupAll(".unsent"))).hasSize(1);

    Pulses.change(() -> screens.server.accept(screens.server.outbox.getFirst()));

    assertThat(texts(room)).last().isEqualTo("Good morning\nall");
    assertThat(Pulses.on(() -> screens.view.lookupAll(".unsent"))).isEmpty();
  }

  @Test
  void enterMakesANewLineWhereThePersonSaysSo(FxRobot robot) throws Exception {
    Pulses.change(() -> preferences.set(Preferences.ENTER_SENDS, false));
    var room = open(50, 50);

    robot.write("one");
    robot.push(KeyCode.ENTER);
    robot.write("two");
    assertThat(composed()).isEqualTo("one\ntwo");
    robot.push(KeyCode.SHIFT, KeyCode.ENTER);
    Pulses.settle();

    assertThat(texts(room)).last().isEqualTo("one\ntwo");
  }

  @Test
  void namesAreCompletedWithTheKeyboard(FxRobot robot) throws Exception {
    open(50, 50);

    robot.write("hi @b");
    Pulses.settle();
    assertThat(find("completion", Node.class).isVisible()).isTrue();
    robot.push(KeyCode.TAB);
    robot.write("and :tad");
    robot.push(KeyCode.ENTER);

    assertThat(composed()).isEqualTo("hi @bob and :tada: ");
    assertThat(find("completion", Node.class).isVisible()).isFalse();
  }

  @Test
  void aFailedMessageIsSentAgainWithTheKeyboard(FxRobot robot) throws Exception {
    var room = open(50, 50);
    robot.write("again");
    robot.push(KeyCode.ENTER);
    var entry = screens.server.outbox.getFirst();
    Pulses.change(() -> screens.server.refuse(entry, ProblemCode.RATE_LIMITED));
    assertThat(lastOf(room).delivery()).isEqualTo(Delivery.FAILED);

    for (int i = 0; i < 10 && !focusedHas("retry"); i++) {
      robot.push(KeyCode.SHIFT, KeyCode.TAB);
    }
    assertThat(focusedHas("retry")).isTrue();
    robot.push(KeyCode.SPACE);
    Pulses.settle();

    assertThat(lastOf(room).delivery()).isEqualTo(Delivery.SENDING);
  }

  private TimelineRow.Message lastOf(RoomModel room) throws Exception {
    return Pulses.on(() -> (TimelineRow.Message) room.timeline().rows().getLast());
  }

  private boolean focusedHas(String styleClass) throws Exception {
    return Pulses.on(() ->
        scene.getFocusOwner() != null
            && scene.getFocusOwner().getStyleClass().contains(styleClass));
  }

  @Test
  void whatTheDiskCannotKeepComesBackWithTheReason(FxRobot robot) throws Exception {
    open(50, 50);
    screens.server.diskFull();

    robot.write("precious");
    robot.push(KeyCode.ENTER);
    Pulses.settle();

    assertThat(composed()).isEqualTo("precious");
    assertThat(screens.viewModel.composer().refusalProperty().get())
        .isInstanceOf(Refusal.NotTaken.class);
  }

  @Test
  void pastedMegabytesDoNotReachTheField(FxRobot robot) throws Exception {
    open(50, 50);
    Pulses.change(() -> {
      var content = new ClipboardContent();
      content.putString("many words ".repeat(300_000));
      Clipboard.getSystemClipboard().setContent(content);
    });

    robot.push(KeyCode.CONTROL, KeyCode.V);
    Pulses.settle();

    assertThat(composed()).isEmpty();
    var take = find("composer-take-beginning", Button.class);
    assertThat(take.isVisible()).isTrue();
    Pulses.change(take::fire);
    assertThat(composed()).hasSize(SampleServer.LIMIT);
  }

  @Test
  void theComposerGrowsToEightLines(FxRobot robot) throws Exception {
    open(50, 50);
    var field = find("composer", MessageField.class);
    double one = field.getHeight();

    Pulses.change(() -> screens.viewModel.composer().insert("a\nb\nc"));
    assertThat(Pulses.on(field::lines)).isEqualTo(3);
    assertThat(field.getHeight()).isGreaterThan(one * 1.5);

    Pulses.change(() -> screens.viewModel.composer().insert("\n".repeat(30)));
    assertThat(Pulses.on(field::lines)).isEqualTo(8);
  }

  @Test
  void draftsStayWithTheirRoom() throws Exception {
    var room = open(50, 50);
    Pulses.change(() -> screens.viewModel.composer().insert("half a thought"));
    var other = Pulses.on(() -> screens.server.room("garden", "", false, 5, 5));

    Pulses.change(() -> screens.open(other));
    assertThat(composed()).isEmpty();
    Pulses.change(() -> screens.open(room));

    assertThat(composed()).isEqualTo("half a thought");
  }

  @Test
  void threeRowsAreSelectedWithTheMouseAndCopied(FxRobot robot) throws Exception {
    var room =
        Pulses.on(() -> {
          var made = screens.server.room("small", "", false, 0, 0);
          screens.open(made);
          screens.server.say(made, Samples.ADA, "first message");
          screens.server.say(made, Samples.BOB, "**second** message");
          screens.server.say(made, Samples.ADA, "third message");
          return made;
        });
    Pulses.settle();
    var rows =
        Pulses.on(() ->
            room.timeline().rows().stream()
                .filter(TimelineRow.Message.class::isInstance)
                .map(TimelineRow::key)
                .toList());

    mouse(MouseEvent.MOUSE_PRESSED, placeIn(rows.get(0), 0));
    mouse(MouseEvent.MOUSE_DRAGGED, placeIn(rows.get(1), 0.5));
    mouse(MouseEvent.MOUSE_DRAGGED, placeIn(rows.get(2), 1));
    mouse(MouseEvent.MOUSE_RELEASED, placeIn(rows.get(2), 1));
    robot.push(KeyCode.CONTROL, KeyCode.C);
    Pulses.settle();

    assertThat(copied())
        .isEqualTo(
            """
            Ada Lovelace, 09:00
            first message
            Bob, 09:00
            second message
            Ada Lovelace, 09:00
            third message\
            """);

    mouse(MouseEvent.MOUSE_PRESSED, placeIn(rows.get(1), 0));
    mouse(MouseEvent.MOUSE_RELEASED, placeIn(rows.get(1), 0));
    shift = true;
    mouse(MouseEvent.MOUSE_PRESSED, placeIn(rows.get(1), 1));
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(copied()).isEqualTo("second message");

    robot.push(KeyCode.CONTROL, KeyCode.A);
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(copied()).contains("first message").endsWith("third message");
  }

  /** The robot of the headless platform does not drag, so the events of a drag are made here. */
  private void mouse(EventType<MouseEvent> type, Point2D screen) throws Exception {
    Pulses.change(() -> {
      var target = find("timeline", TimelineView.class).lookup(".timeline-flow");
      var inScene = scene.getRoot().localToScene(scene.getRoot().screenToLocal(screen));
      Event.fireEvent(
          target,
          new MouseEvent(
              type,
              inScene.getX(),
              inScene.getY(),
              screen.getX(),
              screen.getY(),
              MouseButton.PRIMARY,
              1,
              shift,
              false,
              false,
              false,
              type != MouseEvent.MOUSE_RELEASED,
              false,
              false,
              false,
              false,
              type == MouseEvent.MOUSE_PRESSED,
              null));
    });
  }

  /** A point of the row's first line, from its start (0) to its end (1), on the screen. */
  private Point2D placeIn(String row, double along) throws Exception {
    return Pulses.on(() -> {
      var view = find("timeline", TimelineView.class).viewOf(row).orElseThrow();
      var flow = view.lookup(".passage-flow");
      var last = flow.getLayoutBounds();
      double width =
          ((TextFlow) flow)
              .getChildren().stream()
                  .mapToDouble(node -> node.getBoundsInParent().getMaxX())
                  .max()
                  .orElse(0);
      return flow.localToScreen(along * (width + 2), last.getHeight() / 2);
    });
  }

  private static String copied() throws Exception {
    return Pulses.on(() -> Clipboard.getSystemClipboard().getString());
  }

  @Test
  void aLinkShowsWhereItLeadsBeforeItIsOpened(FxRobot robot) throws Exception {
    var room =
        Pulses.on(() -> {
          var made = screens.server.room("small", "", false, 0, 0);
          screens.open(made);
          screens.server.say(made, Samples.BOB, "[your bank](https://evil.example/login)");
          return made;
        });
    Pulses.settle();

    robot.clickOn(placeIn(room.timeline().rows().getLast().key(), 0.5));
    Pulses.settle();

    assertThat(find("link-target", Label.class).getText()).isEqualTo("https://evil.example/login");
    assertThat(screens.opened).isEmpty();
    robot.push(KeyCode.ENTER);
    Pulses.settle();
    assertThat(screens.opened).containsExactly(URI.create("https://evil.example/login"));
  }

  @Test
  void scrollingUpLoadsThePastAndOneButtonLeadsBack() throws Exception {
    var room = open(2_000, 100);
    var timeline = find("timeline", TimelineView.class);

    for (int i = 0; i < 400 && screens.server.pages() < 8; i++) {
      Pulses.frame(() -> timeline.scrollBy(-900));
    }

    Pulses.settle();
    assertThat(room.timeline().size()).isLessThanOrEqualTo(600);
    assertThat(screens.server.pages()).isEqualTo(8);
    assertThat(find("jump-latest", Button.class).isVisible()).isTrue();

    Pulses.change(find("jump-latest", Button.class)::fire);
    assertThat(texts(room)).last().asString().startsWith("message 2000");
    assertThat(timeline.atEndProperty().get()).isTrue();
    assertThat(find("jump-latest", Button.class).isVisible()).isFalse();
  }

  @Test
  void aMessageFarAwayIsJumpedTo() throws Exception {
    var room = open(2_000, 100);

    Pulses.change(() -> screens.viewModel.jumpTo(700));

    assertThat(find("timeline", TimelineView.class).viewOf("m:700")).isPresent();
    assertThat(room.timeline().atLiveEnd()).isFalse();
  }

  @Test
  void withoutAConnectionThePastSaysWhyAndCanBeAskedForAgain() throws Exception {
    open(2_000, 100);
    Pulses.change(() -> screens.server.connected(false));
    var timeline = find("timeline", TimelineView.class);
    Pulses.change(() -> timeline.scrollBy(-100_000));
    assertThat(find("load-trouble", Node.class).isVisible()).isTrue();

    Pulses.change(() -> screens.server.connected(true));

    assertThat(find("load-trouble", Node.class).isVisible()).isFalse();
  }

  @Test
  void whatArrivesBelowIsCountedAndEscapeReadsIt(FxRobot robot) throws Exception {
    var room = open(500, 200);
    var timeline = find("timeline", TimelineView.class);
    Pulses.change(() -> timeline.scrollBy(-1_000));

    Pulses.change(() -> {
      screens.server.say(room, Samples.BOB, "news");
      screens.server.say(room, Samples.BOB, "more news");
    });
    assertThat(find("jump-latest", Button.class).getText()).isEqualTo("2 new messages");

    robot.push(KeyCode.ESCAPE);
    Pulses.settle();

    assertThat(room.unreadProperty().get()).isZero();
    assertThat(timeline.atEndProperty().get()).isTrue();
  }

  @Test
  void aRoomIsReadOnlyWhenItsEndWasSeen() throws Exception {
    open(50, 50);
    var other =
        Pulses.on(() -> {
          var made = screens.server.room("garden", "", false, 300, 200);
          made.markRead();
          for (int i = 0; i < 60; i++) {
            screens.server.say(made, Samples.BOB, "news " + i);
          }
          return made;
        });
    Pulses.change(() -> screens.open(other));

    assertThat(other.unreadProperty().get()).isEqualTo(60);
    var timeline = find("timeline", TimelineView.class);
    assertThat(timeline.viewOf("new")).isPresent();

    Pulses.change(timeline::showEnd);

    assertThat(other.unreadProperty().get()).isZero();
  }

  @Test
  void theOtherMouseButtonOffersToCopyALink(FxRobot robot) throws Exception {
    var room =
        Pulses.on(() -> {
          var made = screens.server.room("small", "", false, 0, 0);
          screens.open(made);
          screens.server.say(made, Samples.BOB, "https://example.org/shed");
          return made;
        });
    Pulses.settle();

    robot.rightClickOn(placeIn(room.timeline().rows().getLast().key(), 0.5));
    Pulses.settle();
    robot.clickOn("Copy link");
    Pulses.settle();

    assertThat(copied()).isEqualTo("https://example.org/shed");
  }

  @Test
  void anEmojiIsPickedByItsNameAndRemembered(FxRobot robot) throws Exception {
    open(50, 50);

    robot.push(KeyCode.CONTROL, KeyCode.E);
    Pulses.settle();
    robot.write("jack_o");
    Pulses.settle();
    robot.push(KeyCode.ENTER);
    Pulses.settle();

    assertThat(composed()).isEqualTo(":jack_o_lantern: ");
    assertThat(preferences.get(ConversationViewModel.RECENT_EMOJI)).containsExactly("\uD83C\uDF83");
    assertThat(scene.getFocusOwner()).isEqualTo(find("composer", Node.class));
  }

  @Test
  void withoutARoomThereIsASentenceAndANextStep() throws Exception {
    Pulses.change(() -> screens.viewModel.show(null));

    assertThat(find("no-room", Node.class).isVisible()).isTrue();
    assertThat(stage.isShowing()).isTrue();
  }
}
