package chatx.desktop;

import chatx.desktop.browse.BrowseView;
import chatx.desktop.browse.BrowseViewModel;
import chatx.desktop.browse.CreateRoomView;
import chatx.desktop.browse.CreateRoomViewModel;
import chatx.desktop.connection.ConnectionBanner;
import chatx.desktop.connection.ConnectionViewModel;
import chatx.desktop.conversation.ConversationTools;
import chatx.desktop.conversation.ConversationView;
import chatx.desktop.conversation.ConversationViewModel;
import chatx.desktop.find.FindView;
import chatx.desktop.find.FindViewModel;
import chatx.desktop.help.HelpSheet;
import chatx.desktop.members.MembersView;
import chatx.desktop.members.MembersViewModel;
import chatx.desktop.model.Alert;
import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.rail.RailEntry;
import chatx.desktop.rail.RailView;
import chatx.desktop.roomactions.RoomDialogs;
import chatx.desktop.roomactions.RoomMenu;
import chatx.desktop.roomlist.RoomListView;
import chatx.desktop.roomlist.RoomListViewModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.ServerApi;
import chatx.desktop.settings.AccountDesk;
import chatx.desktop.settings.AccountViewModel;
import chatx.desktop.settings.SettingsView;
import chatx.desktop.settings.SettingsViewModel;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.StorageNotice;
import chatx.desktop.storage.StorageRefusal;
import chatx.desktop.storage.WindowGeometry;
import chatx.desktop.switcher.SwitchTarget;
import chatx.desktop.switcher.SwitcherView;
import chatx.desktop.switcher.SwitcherViewModel;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import chatx.desktop.ui.Work;
import chatx.desktop.welcome.Hosting;
import chatx.desktop.welcome.SignedIn;
import chatx.desktop.welcome.WelcomeView;
import chatx.desktop.welcome.WelcomeViewModel;
import chatx.desktop.window.MainView;
import chatx.protocol.RoomId;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The window: puts the features side by side and passes their wishes on. It can be built anew with
 * other texts while the app runs. FX thread only.
 */
final class MainWindow {
  private static final double AVATAR = 32;
  private static final int TEXT_STEP = 10;

  private final Stage stage;
  private final Needs needs;
  private final Actions actions;
  private final EmojiImages emoji = new EmojiImages();
  private @Nullable Built built;
  private Subscription following = Subscription.EMPTY;
  private Subscription perServer = Subscription.EMPTY;
  private Subscription connection = Subscription.EMPTY;
  private @Nullable Dialog quitQuestion;

  /** What stays while the window is built anew. */
  record Needs(
      Preferences preferences,
      Theme theme,
      Work work,
      Clock clock,
      AppModel app,
      OpenAccounts accounts,
      OwnServer ownServer,
      String device) {}

  /** What the window cannot do by itself. */
  record Actions(
      Hosting host, Consumer<SignedIn> signedIn, Consumer<ServerModel> hostAgain, Runnable quit) {}

  /** The views in one language. */
  private record Built(
      Texts texts,
      Dialogs dialogs,
      Toasts toasts,
      MainView main,
      ConversationView conversation,
      ConversationViewModel conversationModel,
      RoomListViewModel rooms,
      MembersView members,
      MembersViewModel membersModel,
      FindView find,
      FindViewModel findModel,
      RoomMenu menu,
      ObservableList<RailEntry> rail) {}

  MainWindow(Stage stage, Needs needs, Actions actions) {
    this.stage = stage;
    this.needs = needs;
    this.actions = actions;
  }

  private Built built() {
    return Objects.requireNonNull(built, "build() comes first");
  }

  private void jumpTo(RoomModel room, long seq) {
    needs.app().select(room);
    built().conversationModel().jumpTo(seq);
  }

  /** Puts the views together in the language of the texts. */
  void build(Texts texts) {
    if (built != null) {
      // The views of the other language must not go on reading, and their draft is kept.
      built.conversationModel().show(null);
      built.membersModel().show(null);
      built.findModel().show(null);
    }
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    var main = new MainView(texts, dialogs, toasts);
    var conversationModel = new ConversationViewModel(texts, needs.preferences(), needs.work());
    var conversation =
        new ConversationView(
            conversationModel,
            new ConversationTools(
                texts, emoji, dialogs, needs.theme().lookProperty(), Browser::open, needs.clock()));
    ZoneId zone = ZoneId.systemDefault();
    var rooms = new RoomListViewModel(texts);
    var membersModel = new MembersViewModel(texts);
    var members = new MembersView(texts, dialogs, toasts, membersModel, zone);
    var findModel = new FindViewModel(texts, zone, this::jumpTo);
    var find = new FindView(texts, findModel, zone, this::closeFind);
    var roomDialogs = new RoomDialogs(texts, dialogs, toasts);
    var menu = new RoomMenu(texts, roomDialogs);
    ObservableList<RailEntry> entries = FXCollections.observableArrayList();
    built =
        new Built(
            texts,
            dialogs,
            toasts,
            main,
            conversation,
            conversationModel,
            rooms,
            members,
            membersModel,
            find,
            findModel,
            menu,
            entries);
    var roomList =
        new RoomListView(
            texts,
            rooms,
            new RoomListView.Actions(
                this::openRoom,
                this::browse,
                this::create,
                roomDialogs::details,
                roomDialogs::leave));
    var rail =
        new RailView(
            texts,
            entries,
            this::selectAccount,
            new RailView.Actions(this::addServer, this::help, this::settings));
    main.rail(rail.root());
    main.conversation(conversation);
    main.rooms(roomList.root());
    main.members(members.root());
    var search =
        Icons.button(
            Feather.SEARCH,
            texts.get("find.title") + " (" + KeyMap.display(Shortcut.FIND_IN_ROOM) + ")");
    search.setId("find-open");
    search.setOnAction(_ -> findInRoom());
    conversation.actions(search, menu.button());
    conversation.onToggleMembers(main::toggleMembers);
    main.membersWantedProperty().set(needs.preferences().get(Preferences.MEMBER_LIST_VISIBLE));
    main.membersWantedProperty()
        .subscribe(wanted -> needs.preferences().set(Preferences.MEMBER_LIST_VISIBLE, wanted));
    following.unsubscribe();
    following = follow(rail);
    double width = stage.getScene() == null ? MainView.USUAL_WIDTH : stage.getScene().getWidth();
    double height = stage.getScene() == null ? MainView.USUAL_HEIGHT : stage.getScene().getHeight();
    var scene = new Scene(main.root(), width, height);
    needs.theme().install(scene);
    keys().install(scene);
    stage.setScene(scene);
  }

  /** Where it was when it was closed last, if that is still on a screen. */
  void show() {
    stage.setMinWidth(MainView.SMALLEST_WIDTH);
    stage.setMinHeight(MainView.SMALLEST_HEIGHT);
    WindowGeometry last = needs.preferences().get(Preferences.WINDOW);
    if (isOnAScreen(last)) {
      stage.setX(last.x());
      stage.setY(last.y());
      stage.setWidth(last.width());
      stage.setHeight(last.height());
      stage.setMaximized(last.maximized());
    }
    stage
        .titleProperty()
        .bind(
            needs
                .app()
                .unreadProperty()
                .map(count -> count.intValue() == 0 ? "ChatX" : "(" + count + ") ChatX"));
    stage.focusedProperty().subscribe(focus -> needs.app().windowFocusedProperty().set(focus));
    stage.setOnCloseRequest(event -> {
      event.consume();
      askToQuit();
    });
    stage.show();
  }

  void hide() {
    WindowGeometry before = needs.preferences().get(Preferences.WINDOW);
    boolean maximized = stage.isMaximized();
    if (!maximized) {
      before =
          new WindowGeometry(
              (int) stage.getX(),
              (int) stage.getY(),
              (int) stage.getWidth(),
              (int) stage.getHeight(),
              false);
    } else if (before.equals(WindowGeometry.NONE)) {
      before =
          new WindowGeometry(
              (int) stage.getX(),
              (int) stage.getY(),
              (int) MainView.USUAL_WIDTH,
              (int) MainView.USUAL_HEIGHT,
              false);
    }
    needs
        .preferences()
        .set(
            Preferences.WINDOW,
            new WindowGeometry(before.x(), before.y(), before.width(), before.height(), maximized));
    stage.hide();
  }

  void toFront() {
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
  }

  /** Nobody is signed in anywhere. */
  void firstRun() {
    Built now = built();
    showWelcome(
        WelcomeViewModel.firstRun(now.texts(), needs.work(), doors(), needs.device()), null);
  }

  /** Shows the rooms instead of whatever covers them. */
  void ready() {
    built().main().whole(null);
    focusComposer();
  }

  /** Once what is to be seen now has been put into the scene. */
  void focusComposer() {
    Platform.runLater(built().conversation()::focusComposer);
  }

  void notice(StorageNotice notice) {
    Toasts.Kind kind =
        notice == StorageNotice.DISK_WORKS_AGAIN ? Toasts.Kind.DONE : Toasts.Kind.WARNING;
    built()
        .toasts()
        .show(kind, built().texts().get("storage." + notice.name().toLowerCase(Locale.ROOT)));
  }

  void refused(StorageRefusal why) {
    Texts texts = built().texts();
    built()
        .dialogs()
        .error(
            texts.get("storage.refused.title"),
            texts.get(
                "storage.refused." + why.reason().name().toLowerCase(Locale.ROOT),
                why.path().toString()));
  }

  void notHosting(String words) {
    built().dialogs().error(built().texts().get("host.failed"), words);
  }

  /** The server inside this app has come, gone, or got another address. */
  void hostingChanged() {
    RoomModel room = needs.app().selectedRoomProperty().get();
    boolean own = room != null && room.server().account().hosted();
    needs
        .work()
        .run(
            () -> own ? needs.ownServer().addresses() : List.<String>of(),
            addresses -> {
              if (Objects.equals(room, needs.app().selectedRoomProperty().get())) {
                built().conversation().share(addresses);
              }
            });
  }

  void farewell(ServerModel.Farewell farewell) {
    if (farewell.why() == null || farewell.by() == null) {
      return;
    }
    Texts texts = built().texts();
    built()
        .toasts()
        .show(
            Toasts.Kind.NOTICE,
            texts.get(
                "farewell." + farewell.why().name().toLowerCase(Locale.ROOT),
                SafeText.oneLine(farewell.name()),
                SafeText.oneLine(farewell.by().displayName())));
  }

  /** A word inside the window about a message elsewhere. */
  void message(Alert alert) {
    built()
        .toasts()
        .message(
            Avatar.of(alert.author().id(), alert.author().displayName(), AVATAR),
            Notifications.heading(alert),
            alert.text(),
            () -> {
              needs.app().select(alert.room());
              toFront();
            });
  }

  private static boolean isOnAScreen(WindowGeometry window) {
    return window.width() >= MainView.SMALLEST_WIDTH
        && window.height() >= MainView.SMALLEST_HEIGHT
        && Screen.getScreens().stream()
            .map(Screen::getVisualBounds)
            .anyMatch(bounds ->
                bounds.intersects(
                    new Rectangle2D(window.x(), window.y(), window.width(), window.height())));
  }

  private WelcomeViewModel.Doors doors() {
    return new WelcomeViewModel.Doors(ServerApi::new, actions.host(), actions.signedIn());
  }

  private void showWelcome(WelcomeViewModel model, @Nullable Runnable cancel) {
    built().main().whole(new WelcomeView(built().texts(), model, cancel).root());
  }

  private void addServer() {
    ServerModel known = needs.app().selectedServerProperty().get();
    showWelcome(
        WelcomeViewModel.another(
            built().texts(),
            needs.work(),
            doors(),
            needs.device(),
            known == null ? "" : known.me().displayName()),
        this::ready);
  }

  /** Asks for the password of an account whose session has ended. */
  void signInAgain(ServerModel server) {
    showWelcome(
        WelcomeViewModel.again(
            built().texts(),
            needs.work(),
            doors(),
            needs.device(),
            server.account().address(),
            server.me().name()),
        this::ready);
  }

  private void enterAgain(ServerModel server) {
    if (server.account().hosted()) {
      actions.hostAgain().accept(server);
    } else {
      signInAgain(server);
    }
  }

  private void selectAccount(UUID account) {
    needs.app().server(new AccountId(account)).ifPresent(needs.app()::select);
  }

  /** Everything that shows what the model holds. */
  private Subscription follow(RailView rail) {
    AppModel app = needs.app();
    ListChangeListener<ServerModel> servers = _ -> followServers();
    app.servers().addListener(servers);
    followServers();
    return Subscription.combine(
        () -> app.servers().removeListener(servers),
        () -> perServer.unsubscribe(),
        app.selectedServerProperty().subscribe(server -> serverSelected(rail, server)),
        app.selectedRoomProperty().subscribe(this::roomSelected));
  }

  private void followServers() {
    perServer.unsubscribe();
    perServer = Subscription.EMPTY;
    for (ServerModel server : needs.app().servers()) {
      perServer =
          perServer
              .and(server.unreadProperty().subscribe(_ -> fillRail()))
              .and(server.mentionsProperty().subscribe(_ -> fillRail()))
              .and(server.connectionProperty().subscribe(_ -> fillRail()));
    }
    fillRail();
  }

  private void fillRail() {
    built().rail().setAll(needs.app().servers().stream().map(MainWindow::entry).toList());
  }

  private static RailEntry entry(ServerModel server) {
    return new RailEntry(
        server.account().id().value(),
        server.account().serverName(),
        server.account().address().display(),
        server.unreadProperty().get(),
        server.mentionsProperty().get(),
        server.connectionProperty().get() instanceof ConnectionState.Online);
  }

  private void serverSelected(RailView rail, @Nullable ServerModel server) {
    rail.selectedProperty().set(server == null ? null : server.account().id().value());
    connection.unsubscribe();
    connection = Subscription.EMPTY;
    built().rooms().show(server);
    if (server == null) {
      return;
    }
    var model =
        new ConnectionViewModel(
            built().texts(), needs.clock(), SafeText.oneLine(server.account().serverName()));
    connection = server.connectionProperty().subscribe(model::state);
    built()
        .main()
        .banner(
            new ConnectionBanner(
                    built().texts(),
                    model,
                    () -> needs.accounts().session(server).ifPresent(session -> session.retryNow()),
                    () -> enterAgain(server))
                .root());
  }

  private void roomSelected(@Nullable RoomModel room) {
    built().main().members(room == null ? null : built().members().root());
    built().conversationModel().show(room);
    built().membersModel().show(room);
    built().findModel().show(room);
    built().menu().show(room);
    hostingChanged();
  }

  private void openRoom(RoomModel room) {
    needs.app().select(room);
    built().main().closeDrawer();
    Platform.runLater(built().conversation()::focusComposer);
  }

  private void browse() {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server != null && !built().dialogs().isOpen()) {
      BrowseView.show(
          built().dialogs(),
          built().texts(),
          new BrowseViewModel(built().texts(), server, this::openRoom),
          this::create);
    }
  }

  private void create() {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server != null) {
      CreateRoomView.show(
          built().dialogs(),
          built().texts(),
          new CreateRoomViewModel(built().texts(), server, this::openRoom));
    }
  }

  /** What is looked for takes the place of the members. */
  private void findInRoom() {
    if (needs.app().selectedRoomProperty().get() != null && !built().dialogs().isOpen()) {
      built().main().members(built().find().root());
      built().main().showMembers();
      Platform.runLater(built().find()::focus);
    }
  }

  private void closeFind() {
    built().main().closeDrawer();
    built().main().members(built().members().root());
    built().conversation().focusComposer();
  }

  private KeyMap keys() {
    var keys = new KeyMap();
    keys.on(Shortcut.SWITCHER, this::switcher);
    keys.on(Shortcut.FIND_IN_ROOM, this::findInRoom);
    keys.on(Shortcut.BROWSE_ROOMS, this::browse);
    keys.on(
        Shortcut.NEW_ROOM,
        () -> {
          if (!built().dialogs().isOpen()) {
            create();
          }
        });
    keys.on(Shortcut.PREVIOUS_ROOM, () -> step(-1, false));
    keys.on(Shortcut.NEXT_ROOM, () -> step(1, false));
    keys.on(Shortcut.PREVIOUS_UNREAD, () -> step(-1, true));
    keys.on(Shortcut.NEXT_UNREAD, () -> step(1, true));
    keys.on(Shortcut.NEXT_REGION, () -> built().main().nextRegion(true));
    keys.on(Shortcut.PREVIOUS_REGION, () -> built().main().nextRegion(false));
    keys.on(Shortcut.TOGGLE_ROOMS, () -> built().main().toggleRooms());
    keys.on(Shortcut.TOGGLE_MEMBERS, () -> built().main().toggleMembers());
    keys.on(Shortcut.SETTINGS, this::settings);
    keys.on(Shortcut.HELP, this::help);
    keys.on(Shortcut.LARGER_TEXT, () -> textSize(TEXT_STEP));
    keys.on(Shortcut.SMALLER_TEXT, () -> textSize(-TEXT_STEP));
    keys.on(
        Shortcut.NORMAL_TEXT,
        () -> needs.preferences().set(Preferences.TEXT_SIZE, Preferences.TEXT_SIZE.initial()));
    keys.on(Shortcut.QUIT, this::askToQuit);
    return keys;
  }

  private void textSize(int change) {
    int percent = needs.preferences().get(Preferences.TEXT_SIZE) + change;
    needs.preferences().set(Preferences.TEXT_SIZE, Math.clamp(percent, 80, 200));
  }

  /** The next room of the list, or the next one in which something is unread. */
  private void step(int direction, boolean unread) {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server == null || server.rooms().isEmpty()) {
      return;
    }
    List<RoomModel> rooms = server.rooms();
    int at = rooms.indexOf(server.selectedProperty().get());
    for (int i = 1; i <= rooms.size(); i++) {
      int from = at < 0 && direction < 0 ? rooms.size() : at;
      RoomModel room = rooms.get(Math.floorMod(from + direction * i, rooms.size()));
      if (!unread || room.unreadProperty().get() > 0) {
        needs.app().select(room);
        return;
      }
    }
  }

  private void switcher() {
    if (built().dialogs().isOpen()) {
      return;
    }
    boolean several = needs.app().servers().size() > 1;
    List<SwitchTarget> targets =
        needs.app().servers().stream()
            .flatMap(server -> server.rooms().stream())
            .map(room -> target(room, several))
            .toList();
    SwitcherView.show(built().dialogs(), built().texts(), new SwitcherViewModel(targets, this::go));
  }

  private static SwitchTarget target(RoomModel room, boolean several) {
    return new SwitchTarget(
        room.server().account().id().value(),
        room.id().value(),
        room.name(),
        several ? room.server().account().serverName() : "",
        room.lockedProperty().get(),
        room.unreadProperty().get(),
        room.mentionsProperty().get(),
        room.lastActivityProperty().get().toEpochMilli());
  }

  private void go(SwitchTarget target) {
    needs
        .app()
        .server(new AccountId(target.account()))
        .flatMap(server -> server.room(new RoomId(target.room())))
        .ifPresent(this::openRoom);
  }

  private void help() {
    if (!built().dialogs().isOpen()) {
      HelpSheet.show(built().dialogs(), built().texts());
    }
  }

  private void settings() {
    if (built().dialogs().isOpen()) {
      return;
    }
    List<AccountViewModel> desks =
        needs.app().servers().stream()
            .flatMap(server ->
                needs.accounts().session(server).stream()
                    .map(session -> desk(AccountDesk.of(server.account(), session))))
            .toList();
    SettingsView.show(
        built().dialogs(),
        built().texts(),
        new SettingsViewModel(built().texts(), needs.preferences()),
        desks,
        version());
  }

  /** Hosts never saw the password that their account was made with, so it is filled in for them. */
  private AccountViewModel desk(AccountDesk desk) {
    Work work = needs.work();
    if (!desk.account().hosted()) {
      return new AccountViewModel(built().texts(), desk, work.fx());
    }
    var model =
        new AccountViewModel(
            built().texts(), new HostsDesk(desk, needs.accounts(), work), work.fx());
    work.run(
        () -> needs.accounts().secret(desk.account().id()).map(Secret::password).orElse(""),
        password -> model.currentPasswordProperty().set(password));
    return model;
  }

  private static String version() {
    String version = MainWindow.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Whoever hosts ends the conversation of others, so they are asked. */
  private void askToQuit() {
    if (!needs.ownServer().isRunning()) {
      actions.quit().run();
      return;
    }
    if (quitQuestion != null && quitQuestion.isShowing()) {
      return;
    }
    Texts texts = built().texts();
    quitQuestion =
        built()
            .dialogs()
            .confirm(
                texts.get("quit.title"),
                texts.get("quit.hosting"),
                texts.get("quit.action"),
                actions.quit());
  }
}
