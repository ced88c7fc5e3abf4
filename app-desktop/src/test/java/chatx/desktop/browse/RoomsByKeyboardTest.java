package chatx.desktop.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.CreateRoom;
import chatx.protocol.JoinRoom;
import chatx.protocol.ListRooms;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
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
class RoomsByKeyboardTest {
  private final FxRobot robot = new FxRobot();
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", SampleServer.person("ada", "Ada"));
  private final List<RoomModel> opened = new CopyOnWriteArrayList<>();
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
  }

  private void open(Consumer<Dialogs> what) throws Exception {
    var dialogs = new Dialogs(texts);
    FxToolkit.setupFixture(() -> {
      var scene = new Scene(new StackPane(new Button("behind"), dialogs.layer()), 800, 600);
      new Theme(Look.DEFAULT).install(scene);
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> what.accept(dialogs));
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  @Test
  void a_private_room_is_made_after_a_password_that_is_too_short() throws Exception {
    server.answer(
        CreateRoom.class,
        asked ->
            new RoomJoined(
                server.state(asked.name(), "", asked.password() != null, MemberRole.OWNER)));
    open(dialogs ->
        CreateRoomView.show(
            dialogs, texts, new CreateRoomViewModel(texts, server.model(), opened::add)));
    focused("create-name");
    robot.write("attic");
    robot.type(KeyCode.TAB, 2);
    focused("create-public");
    robot.type(KeyCode.RIGHT);
    focused("create-private");
    robot.type(KeyCode.TAB);
    focused("create-password");
    robot.write("short");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#create-password-problem").queryLabeled().getText()).contains("8");
    focused("create-password");
    robot.write(" but longer");
    robot.type(KeyCode.ENTER);
    awaitOpened("attic");
    assertThat(server.asked()).first().isEqualTo(new CreateRoom("attic", null, "short but longer"));
    assertThat(robot.lookup("#create-name").tryQuery()).isEmpty();
  }

  @Test
  void a_private_room_is_found_and_joined_with_the_wrong_then_the_right_password()
      throws Exception {
    server.answer(
        ListRooms.class,
        asked ->
            new RoomPage(
                asked.query() == null
                    ? List.of(summary("garden"), summary("attic"))
                    : List.of(summary("attic")),
                null));
    server.answer(
        JoinRoom.class,
        asked ->
            Objects.equals(asked.password(), "open sesame")
                ? new RoomJoined(server.state("attic", "", true, MemberRole.MEMBER))
                : SampleServer.refusal(ProblemCode.WRONG_ROOM_PASSWORD));
    open(dialogs ->
        BrowseView.show(
            dialogs, texts, new BrowseViewModel(texts, server.model(), opened::add), () -> {}));
    focused("browse-search");
    robot.write("att");
    robot.type(KeyCode.ENTER);
    focused("join-password");
    robot.write("guess");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#join-password-problem").queryLabeled().getText())
        .isEqualTo(texts.problem(ProblemCode.WRONG_ROOM_PASSWORD, null));
    focused("join-password");
    robot.write("open sesame");
    robot.type(KeyCode.ENTER);
    awaitOpened("attic");
    assertThat(robot.lookup("#browse-search").tryQuery()).as("both panels are gone").isEmpty();
    assertThat(robot.lookup("#join-password").tryQuery()).isEmpty();
  }

  @Test
  void escape_goes_back_from_the_password_to_the_list_where_another_room_is_chosen()
      throws Exception {
    server.answer(
        ListRooms.class, _ -> new RoomPage(List.of(summary("attic"), summary("garden")), null));
    server.answer(JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.BANNED));
    open(dialogs ->
        BrowseView.show(
            dialogs, texts, new BrowseViewModel(texts, server.model(), opened::add), () -> {}));
    focused("browse-search");
    robot.type(KeyCode.ENTER);
    focused("join-password");
    robot.type(KeyCode.ESCAPE);
    focused("browse-search");
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.ENTER);
    focused("join-password");
    robot.write("whatever");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(server.askedLast())
        .isEqualTo(new JoinRoom(new RoomId(SampleServer.id("garden")), "whatever"));
    assertThat(opened).isEmpty();
  }

  private static RoomSummary summary(String name) {
    return new RoomSummary(new RoomId(SampleServer.id(name)), name, "", true, 3, false);
  }

  private void awaitOpened(String name) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(opened).extracting(RoomModel::name).containsExactly(name));
    WaitForAsyncUtils.waitForFxEvents();
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
