package chatx.desktop.window;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class MainViewTest {
  private final FxRobot robot = new FxRobot();
  private Stage stage;
  private MainView window;
  private Dialogs dialogs;

  @BeforeEach
  void open() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
    Texts texts = Texts.of(Locale.ENGLISH);
    dialogs = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> new Dialogs(texts));
    window =
        WaitForAsyncUtils.waitForAsyncFx(
            5_000, () -> new MainView(texts, dialogs, new Toasts(texts)));
    FxToolkit.setupFixture(() -> {
      window.rail(part("rail"));
      window.rooms(part("rooms"));
      window.conversation(part("conversation"));
      window.members(part("members"));
      var scene = new Scene(window.root(), 950, 600);
      new Theme(Look.DEFAULT).install(scene);
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    resize(950);
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  @Test
  void members_give_way_first_and_then_the_rooms() {
    assertThat(stands("rooms")).isTrue();
    assertThat(stands("members")).isTrue();
    resize(880);
    assertThat(stands("rooms")).isTrue();
    assertThat(stands("members")).isFalse();
    resize(640);
    assertThat(stands("rooms")).isFalse();
    assertThat(stands("conversation")).isTrue();
    resize(950);
    assertThat(stands("rooms")).isTrue();
    assertThat(stands("members")).isTrue();
  }

  @Test
  void a_drawer_opens_over_the_conversation_and_escape_closes_it() {
    resize(640);
    robot.interact(() -> node("conversation").requestFocus());
    robot.interact(() -> window.toggleRooms());
    assertThat(stands("rooms")).isTrue();
    assertThat(focused()).isEqualTo("rooms");
    robot.type(KeyCode.ESCAPE);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(stands("rooms")).isFalse();
    assertThat(focused()).isEqualTo("conversation");
    robot.interact(() -> window.toggleMembers());
    assertThat(stands("members")).isTrue();
  }

  @Test
  void members_are_hidden_and_come_back_whatever_the_width_was_meanwhile() {
    robot.interact(() -> window.toggleMembers());
    assertThat(stands("members")).isFalse();
    resize(640);
    resize(950);
    assertThat(stands("members")).isFalse();
    robot.interact(() -> window.toggleMembers());
    assertThat(stands("members")).isTrue();
  }

  @Test
  void the_regions_follow_each_other_round() {
    robot.interact(() -> node("rail").requestFocus());
    for (String next : new String[] {"rooms", "conversation", "members", "rail"}) {
      robot.interact(() -> window.nextRegion(true));
      assertThat(focused()).isEqualTo(next);
    }
    robot.interact(() -> window.nextRegion(false));
    assertThat(focused()).isEqualTo("members");
  }

  @Test
  void the_keyboard_stays_in_a_dialog_and_goes_back_to_where_it_was() {
    robot.interact(() -> node("conversation").requestFocus());
    robot.interact(() -> {
      var _ = dialogs.confirm("Sure?", "Think.", "Yes", () -> {});
    });
    WaitForAsyncUtils.waitForFxEvents();
    for (int i = 0; i < 7; i++) {
      robot.type(KeyCode.TAB);
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(isInside(focusOwner(), dialogs.layer())).isTrue();
    }
    robot.type(KeyCode.ESCAPE);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(dialogs.isOpen()).isFalse();
    assertThat(focused()).isEqualTo("conversation");
  }

  private void resize(double width) {
    robot.interact(() -> stage.setWidth(width));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private boolean stands(String id) {
    return window.root().lookup("#" + id) != null;
  }

  private Node node(String id) {
    return Objects.requireNonNull(window.root().lookup("#" + id), id);
  }

  private Node focusOwner() {
    return Objects.requireNonNull(stage.getScene().getFocusOwner());
  }

  private String focused() {
    return focusOwner().getId();
  }

  private static boolean isInside(Node node, Node ancestor) {
    Node at = node;
    while (at != null && !at.equals(ancestor)) {
      at = at.getParent();
    }
    return at != null;
  }

  private static Region part(String id) {
    var button = new Button(id);
    button.setId(id);
    return new StackPane(button);
  }
}
