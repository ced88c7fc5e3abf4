package chatx.desktop.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** No pointer is touched. */
class FirstRunByKeyboardTest {
  private final FxRobot robot = new FxRobot();
  private final List<HostPlan> hosted = new CopyOnWriteArrayList<>();
  private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
  private final List<String> cancelled = new CopyOnWriteArrayList<>();
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
    FxToolkit.setupFixture(() -> {
      Texts texts = Texts.of(Locale.ENGLISH);
      var doors =
          new WelcomeViewModel.Doors(
              ServerApi::new,
              _ -> ServerTrust.of(null),
              _ -> false,
              plan -> {
                hosted.add(plan);
                opened.join();
                return Optional.empty();
              },
              _ -> {});
      var model = WelcomeViewModel.firstRun(texts, Work.onVirtualThreads(), doors, "laptop");
      var view = new WelcomeView(texts, model, () -> cancelled.add("yes"));
      var scene = new Scene(view.root(), 800, 600);
      new Theme(Look.DEFAULT).install(scene);
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close() throws Exception {
    opened.complete(null);
    FxToolkit.cleanupStages();
  }

  @Test
  void from_the_first_key_to_an_open_room_with_three_fields_and_enter() {
    focused("welcome-display-name");
    robot.write("Ada");
    robot.type(KeyCode.ENTER);
    focused("welcome-room-password");
    robot.type(KeyCode.ENTER);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(hosted).containsExactly(new HostPlan("Ada", "Lobby", Optional.empty())));
  }

  @Test
  void what_is_typed_while_the_room_is_opened_changes_nothing() {
    focused("welcome-display-name");
    robot.write("Ada");
    robot.type(KeyCode.ENTER);
    focused("welcome-room-password");
    robot.type(KeyCode.ENTER);
    await().atMost(Duration.ofSeconds(5)).until(() -> !hosted.isEmpty());
    robot.write("Hello!");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#welcome-room-password").queryTextInputControl().getText()).isEmpty();
    assertThat(hosted).hasSize(1);
  }

  @Test
  void tab_reaches_join_and_space_presses_it_and_escape_goes_back() {
    focused("welcome-display-name");
    robot.write("Ada");
    robot.type(KeyCode.TAB, 2);
    focused("welcome-join");
    robot.type(KeyCode.SPACE);
    focused("welcome-address");
    robot.write("nonsense address");
    robot.type(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(robot.lookup("#welcome-problem").queryLabeled().getText())
        .isEqualTo(Texts.of(Locale.ENGLISH).get("welcome.address.wrong"));
    robot.type(KeyCode.ESCAPE);
    focused("welcome-display-name");
    robot.type(KeyCode.ESCAPE);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(cancelled).containsExactly("yes");
  }

  @Test
  void both_choices_are_as_high_as_their_words() {
    Region host = robot.lookup("#welcome-host").queryAs(Region.class);
    Region join = robot.lookup("#welcome-join").queryAs(Region.class);
    assertThat(host.getHeight()).isEqualTo(join.getHeight()).isLessThan(100);
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
