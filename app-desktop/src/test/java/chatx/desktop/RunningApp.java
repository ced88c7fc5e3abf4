package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.model.TimelineRow;
import chatx.desktop.nearby.Lan;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.SavedAccounts;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.storage.TokenVault;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The whole app on a folder of its own, and a person with a keyboard and no mouse. */
final class RunningApp implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_TABS = 30;
  private static final int REGIONS = 5;

  private final FxRobot robot = new FxRobot();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final RecordedNotices notices = new RecordedNotices();
  private final AtomicInteger endings = new AtomicInteger();
  private final Preferences preferences;
  private final Stage stage;
  private final DesktopApp app;

  private RunningApp(AppFolder folder, TokenVault vault, Lan lan, List<String> arguments)
      throws Exception {
    Clock clock = Clock.systemUTC();
    SavedAccounts saved = ((SavedAccounts.Opened) SavedAccounts.open(folder)).accounts();
    preferences = Preferences.open(folder, clock);
    preferences.set(Preferences.LOCALE, "en");
    // Tests must not be seen by others.
    preferences.set(Preferences.VISIBLE, false);
    var _ = FxToolkit.registerPrimaryStage();
    stage = onFx(Stage::new);
    app =
        onFx(() -> {
          var made =
              new DesktopApp(
                  folder,
                  preferences,
                  saved,
                  new DesktopApp.World(vault, notices, clock, lan),
                  stage,
                  () -> {
                    endings.incrementAndGet();
                    ended.countDown();
                  });
          made.show(arguments);
          stage.requestFocus();
          return made;
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  static RunningApp start(Path data, TokenVault vault) throws Exception {
    return start(data, vault, Lan.deserted());
  }

  static RunningApp start(Path data, TokenVault vault, Lan lan) throws Exception {
    return new RunningApp(
        ((AppFolder.Opened) AppFolder.open(data, List.of())).folder(), vault, lan, List.of());
  }

  /** As {@code chatx ARGUMENTS}. */
  static RunningApp start(Path data, TokenVault vault, List<String> arguments) throws Exception {
    return new RunningApp(
        ((AppFolder.Opened) AppFolder.open(data, arguments)).folder(),
        vault,
        Lan.deserted(),
        arguments);
  }

  /** From the first start to the public room that is suggested. */
  RoomModel hostFirstRoom(String name) {
    awaitFocus("welcome-display-name");
    write(name);
    press(KeyCode.ENTER);
    awaitFocus("welcome-room-password");
    press(KeyCode.ENTER);
    RoomModel lobby = awaitOpen("Lobby");
    assertThat(isLocked(lobby)).isFalse();
    awaitFocus("composer");
    return lobby;
  }

  /** From the first start to a new account on that server. */
  void joinServer(String name, ServerAddress server) {
    awaitFocus("welcome-display-name");
    write(name);
    tabTo("welcome-join");
    press(KeyCode.SPACE);
    awaitFocus("welcome-address");
    write(server.display());
    press(KeyCode.ENTER);
    if (server.secure()) {
      awaitFocus("welcome-safety-phrase");
      press(KeyCode.ENTER);
    }
    awaitFocus("welcome-password");
    write(LiveServer.PASSWORD);
    press(KeyCode.ENTER);
  }

  /** Letter by letter into what has the focus, without the robot's pause after each. */
  void write(String text) {
    robot.interact(() -> {
      for (int i = 0; i < text.length(); i++) {
        Node owner = stage.getScene().getFocusOwner();
        String typed = text.substring(i, i + 1);
        Event.fireEvent(
            owner,
            new KeyEvent(
                KeyEvent.KEY_TYPED, typed, typed, KeyCode.UNDEFINED, false, false, false, false));
      }
    });
  }

  void press(KeyCode... keys) {
    for (KeyCode key : keys) {
      robot.type(key);
    }
  }

  void chord(KeyCode key, KeyCombination.Modifier... held) {
    robot.push(new KeyCodeCombination(key, held));
  }

  /** As a click into it. */
  void toComposer() {
    robot.interact(() -> stage.getScene().getRoot().lookup("#composer").requestFocus());
  }

  /** Writes into the composer, which has the focus, and sends. */
  void say(String message) {
    awaitFocus("composer");
    write(message);
    press(KeyCode.ENTER);
  }

  void awaitFocus(String id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(focused()).isEqualTo(id));
  }

  /** Tab, until that control has the focus. */
  void tabTo(String id) {
    for (int i = 0; i < MOST_TABS && !focused().equals(id); i++) {
      press(KeyCode.TAB);
    }
    assertThat(focused()).isEqualTo(id);
  }

  private String focused() {
    return onFx(() -> {
      Node owner = stage.getScene().getFocusOwner();
      return owner == null ? "nothing" : String.valueOf(owner.getId());
    });
  }

  /** A field says that what was typed into it is wrong, and waits with all of it selected. */
  void awaitProblem() {
    awaitShown(".field-problem");
    WaitForAsyncUtils.waitForFxEvents();
  }

  void awaitDialog() {
    awaitShown(".dialog");
    WaitForAsyncUtils.waitForFxEvents();
  }

  boolean isEnabled(String id) {
    return onFx(() -> {
      Node node = stage.getScene().getRoot().lookup("#" + id);
      return node != null && !node.isDisabled();
    });
  }

  void awaitEnabled(String id) {
    awaitModel(_ -> {
      Node node = stage.getScene().getRoot().lookup("#" + id);
      return node != null && !node.isDisabled();
    });
  }

  /** A menu is a window of its own. */
  void awaitMenu() {
    awaitModel(_ -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance));
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** One of the words in the window has this in it. */
  void awaitWords(String part) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(words()).anyMatch(words -> words.contains(part)));
  }

  /** All that stands in the window, in no order. */
  List<String> words() {
    return onFx(() ->
        stage.getScene().getRoot().lookupAll("*").stream()
            .filter(RunningApp::isSeen)
            .filter(Labeled.class::isInstance)
            .map(node -> String.valueOf(((Labeled) node).getText()))
            .toList());
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /** The tile of a server: by F6 to the rail, and by Tab among the servers. */
  void tabToServer(AccountId account) {
    for (int i = 0; i < REGIONS && !focused().startsWith("rail-"); i++) {
      press(KeyCode.F6);
      WaitForAsyncUtils.waitForFxEvents();
    }
    tabTo("rail-" + account);
  }

  /** Its menu, by the keyboard. */
  void menuOfServer(AccountId account) {
    tabToServer(account);
    chord(KeyCode.F10, KeyCombination.SHIFT_DOWN);
    awaitMenu();
  }

  /** What the tile of a server says to those who hear it. */
  String tile(AccountId account) {
    return onFx(() -> {
      Node tile = stage.getScene().getRoot().lookup("#rail-" + account);
      return tile == null ? "" : String.valueOf(tile.getAccessibleText());
    });
  }

  /** The servers from top to bottom. */
  List<AccountId> rail() {
    return onFx(() -> app.model().servers().stream().map(server -> server.account().id()).toList());
  }

  /** The number on the tile of a server; empty for none. */
  String badge(AccountId account) {
    return onFx(() -> {
      Node tile = stage.getScene().getRoot().lookup("#rail-" + account);
      return tile == null
          ? ""
          : tile.getParent().lookupAll(".badge").stream()
              .map(badge -> ((Labeled) badge).getText())
              .findFirst()
              .orElse("");
    });
  }

  String text(String id) {
    return onFx(() -> {
      Node node = stage.getScene().getRoot().lookup("#" + id);
      return switch (node) {
        case Labeled labeled -> labeled.getText();
        case TextInputControl field -> field.getText();
        case null, default -> "";
      };
    });
  }

  String title() {
    return onFx(stage::getTitle);
  }

  HostModel.State hosting() {
    return onFx(() -> app.host().state());
  }

  List<String> addresses() {
    return onFx(() -> app.host().addressesProperty().get());
  }

  void awaitHosting(HostModel.State state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(hosting()).isEqualTo(state));
  }

  Preferences preferences() {
    return preferences;
  }

  List<RecordedNotices.Shown> systemNotices() {
    return notices.all();
  }

  <T> T of(Function<Stage, T> question) {
    return onFx(() -> question.apply(stage));
  }

  /** How often the app has ended. */
  int endings() {
    return endings.get();
  }

  private void awaitShown(String styleClass) {
    awaitModel(
        _ -> stage.getScene().getRoot().lookupAll(styleClass).stream().anyMatch(Node::isVisible));
  }

  boolean isShowing() {
    return onFx(stage::isShowing);
  }

  void hide() {
    var _ =
        onFx(() -> {
          stage.hide();
          return true;
        });
  }

  void awaitModel(Predicate<AppModel> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> onFx(() -> condition.test(app.model())));
  }

  ServerModel server() {
    return onFx(() -> app.model().servers().getFirst());
  }

  /** An attempt to connect may be as far away as the back-off lets it be. */
  void awaitOnline(boolean online) {
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> onFx(this::isOnline) == online);
  }

  private boolean isOnline() {
    return !app.model().servers().isEmpty()
        && app.model().servers().getFirst().connectionProperty().get()
            instanceof ConnectionState.Online;
  }

  /** The open room, once that is the one. */
  RoomModel awaitOpen(String room) {
    awaitModel(model -> openRoom(model).map(open -> open.name().equals(room)).orElse(false));
    return onFx(() -> openRoom(app.model()).orElseThrow());
  }

  private static Optional<RoomModel> openRoom(AppModel model) {
    return Optional.ofNullable(model.selectedRoomProperty().get());
  }

  <T> T of(RoomModel room, Function<RoomModel, T> question) {
    return onFx(() -> question.apply(room));
  }

  boolean isLocked(RoomModel room) {
    return of(room, open -> open.lockedProperty().get());
  }

  int members(RoomModel room) {
    return of(room, open -> open.memberCountProperty().get());
  }

  /** The messages of a room as they stand in the window. */
  List<TimelineRow.Message> messages(RoomModel room) {
    return of(
        room,
        open ->
            open.timeline().rows().stream()
                .filter(TimelineRow.Message.class::isInstance)
                .map(TimelineRow.Message.class::cast)
                .toList());
  }

  List<String> bodies(RoomModel room) {
    return messages(room).stream().map(message -> message.body().text()).toList();
  }

  void awaitBodies(RoomModel room, List<String> bodies) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(bodies(room)).isEqualTo(bodies));
  }

  ServerModel server(AccountId account) {
    return onFx(() -> app.model().server(account).orElseThrow());
  }

  void awaitOnline(AccountId account, boolean online) {
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> onFx(() -> isOnline(account)) == online);
  }

  private boolean isOnline(AccountId account) {
    return app.model()
        .server(account)
        .map(server -> server.connectionProperty().get() instanceof ConnectionState.Online)
        .orElse(false);
  }

  /** Becomes a member of a room without a window. */
  RoomModel join(AccountId account, RoomId room) {
    var joined = onFx(() -> app.model().server(account).orElseThrow().joinRoom(room, null));
    await().atMost(PATIENCE).until(joined::isDone);
    return onFx(() -> server(account).room(room).orElseThrow());
  }

  /** Twice at once, as an impatient person does. */
  void quitTwice() {
    var _ =
        onFx(() -> {
          app.quit();
          app.quit();
          return true;
        });
    await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
  }

  /** By the key; who hosts is asked, and says yes. */
  void quit(boolean hosting) {
    chord(KeyCode.Q, KeyCombination.SHORTCUT_DOWN);
    if (hosting) {
      awaitDialog();
      press(KeyCode.ENTER);
    }
    await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
  }

  private static <T> T onFx(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE.toMillis(), question);
  }

  /** Whatever the test came to; nothing when the person has quit. */
  @Override
  public void close() {
    if (ended.getCount() > 0) {
      var _ =
          onFx(() -> {
            app.quit();
            return true;
          });
      await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
    }
  }
}
