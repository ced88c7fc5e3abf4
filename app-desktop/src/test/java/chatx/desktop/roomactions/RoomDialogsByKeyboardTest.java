package chatx.desktop.roomactions;

import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.MemberRole;
import chatx.protocol.RenameRoom;
import chatx.protocol.RoomRenamed;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** No pointer is touched. */
class RoomDialogsByKeyboardTest {
  private final FxRobot robot = new FxRobot();
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", person("ada", "Ada"));
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
  }

  private void open(Consumer<RoomDialogs> what) throws Exception {
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    FxToolkit.setupFixture(() -> {
      var scene =
          new Scene(new StackPane(new Button("behind"), dialogs.layer(), toasts.layer()), 800, 600);
      new Theme(Look.DEFAULT).install(scene);
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> what.accept(new RoomDialogs(texts, dialogs, toasts)));
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  @Test
  void a_room_is_deleted_only_after_its_name_was_typed() throws Exception {
    server.answer(DeleteRoom.class, _ -> new Done());
    RoomModel garden = server.room("garden", MemberRole.OWNER);
    open(dialogs -> dialogs.delete(garden));
    focused("dialog-typed");
    robot.write("gardem");
    robot.type(KeyCode.ENTER);
    robot.type(KeyCode.TAB, 2);
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void the_name_and_two_tabs_delete_it() throws Exception {
    server.answer(DeleteRoom.class, _ -> new Done());
    RoomModel garden = server.room("garden", MemberRole.OWNER);
    open(dialogs -> dialogs.delete(garden));
    focused("dialog-typed");
    robot.write("garden");
    robot.type(KeyCode.TAB, 2);
    robot.type(KeyCode.SPACE);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(server.asked()).containsExactly(new DeleteRoom(garden.id())));
    assertThat(server.model().rooms()).isEmpty();
  }

  @Test
  void the_details_rename_with_enter_and_close_when_one_is_not_in_the_room_any_more()
      throws Exception {
    RoomModel garden = server.room("garden", MemberRole.OWNER);
    server.answer(
        RenameRoom.class,
        asked -> {
          server.tell(garden, new RoomRenamed(person("ada", "Ada"), asked.name()));
          return new Done();
        });
    server.answer(DeleteRoom.class, _ -> new Done());
    open(dialogs -> dialogs.details(garden));
    focused("details-name");
    robot.type(KeyCode.END);
    robot.write("s");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(server.askedLast()).isEqualTo(new RenameRoom(garden.id(), "gardens"));
    assertThat(robot.lookup(".room-details-head .subheading").queryLabeled().getText())
        .isEqualTo("gardens");
    robot.interact(() -> server.model().deleteRoom(garden.id()));
    assertThat(robot.lookup("#details-name").tryQuery()).isEmpty();
  }

  @Test
  void what_a_member_may_not_do_is_not_offered() throws Exception {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    open(dialogs -> dialogs.details(garden));
    for (String absent :
        new String[] {"#details-name", "#details-topic", "#details-password", "#details-delete"}) {
      assertThat(robot.lookup(absent).tryQuery()).as(absent).isEmpty();
    }
    assertThat(robot.lookup("#details-leave").tryQuery()).isPresent();
  }

  @Test
  void a_hostile_name_and_topic_are_shown_as_text() throws Exception {
    RoomModel room =
        server.room(
            server.state(
                "<b>\u202Egarden</b>\u0007",
                "[click](javascript:alert(1)) \u2066 {0} %s\nsecond line",
                false,
                MemberRole.MEMBER));
    open(dialogs -> dialogs.details(room));
    StringBuilder words = new StringBuilder();
    for (Node node : robot.lookup(".room-details .label").queryAll()) {
      words.append(((Labeled) node).getText()).append('\n');
    }
    assertThat(words)
        .contains("<b>\uFFFDgarden</b>\uFFFD")
        .contains("[click](javascript:alert(1)) \uFFFD {0} %s second line")
        .doesNotContain("\u202E", "\u2066", "\u0007");
  }

  private void focused(String id) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          Node owner = stage.getScene().getFocusOwner();
          assertThat(owner).isNotNull();
          assertThat(owner.getId()).isEqualTo(id);
        });
  }
}
