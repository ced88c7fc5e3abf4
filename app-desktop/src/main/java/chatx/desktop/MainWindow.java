package chatx.desktop;

import chatx.desktop.help.HelpSheet;
import chatx.desktop.model.Alert;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.nearby.NetworkSheet;
import chatx.desktop.rail.RailView;
import chatx.desktop.storage.AccountId;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.desktop.welcome.Hosting;
import chatx.desktop.welcome.SignedIn;
import chatx.desktop.window.MainView;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.trust.ServerKey;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The window: puts the parts together and passes their wishes on. It can be built anew with other
 * texts while the app runs. FX thread only.
 */
final class MainWindow {
  private final Stage stage;
  private final WindowNeeds needs;
  private final Actions actions;
  private final WindowPlace place;
  private final EmojiImages emoji = new EmojiImages();
  private @Nullable Built built;

  /** What the window cannot do by itself. */
  record Actions(
      Predicate<InviteLink> known,
      Hosting host,
      Consumer<SignedIn> signedIn,
      BiConsumer<ServerModel, ServerKey> trustAnew,
      Runnable quit) {}

  /** The parts in one language. */
  private record Built(
      MainView main,
      Workspace workspace,
      RailServers rail,
      WelcomeDoor welcome,
      Announcements announcements,
      HostControls host) {

    void close() {
      workspace.close();
      rail.close();
    }
  }

  MainWindow(Stage stage, WindowNeeds needs, Actions actions) {
    this.stage = stage;
    this.needs = needs;
    this.actions = actions;
    this.place = new WindowPlace(stage, needs.preferences());
  }

  /** Puts the parts together in the language of the texts. */
  void build(Texts texts) {
    if (built != null) {
      built.close();
    }
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    var main = new MainView(texts, dialogs, toasts);
    Runnable checkNetwork =
        () ->
            NetworkSheet.show(
                dialogs, texts, needs.work(), () -> needs.lan().examine(needs.hosting().port()));
    var welcome =
        new WelcomeDoor(
            texts,
            needs,
            main,
            new WelcomeDoor.Ways(actions.known(), actions.host(), actions.signedIn(), checkNetwork),
            this::ready);
    var workspace =
        new Workspace(
            texts, needs, dialogs, toasts, main, emoji, welcome::signInAgain, actions.trustAnew());
    var host =
        new HostControls(
            texts,
            dialogs,
            needs.hosting(),
            () -> ownServer().ifPresent(workspace::invite),
            checkNetwork);
    var settings = new SettingsDoor(texts, dialogs, needs, host);
    var remove = new RemoveQuestion(texts, dialogs, needs, welcome::firstRun);
    Runnable help = () -> HelpSheet.show(dialogs, texts);
    var rail =
        new RailServers(
            texts,
            needs.app(),
            needs.hosting().model(),
            new RailView.Actions(
                welcome::another,
                dialogs.unlessOpen(help),
                dialogs.unlessOpen(settings::open),
                remove::ask,
                account -> needs.app().server(new AccountId(account)).ifPresent(workspace::invite),
                host::askToStop,
                host::start));
    main.rail(rail.root());
    built =
        new Built(
            main,
            workspace,
            rail,
            welcome,
            new Announcements(texts, dialogs, toasts, this::focusComposer),
            host);
    double width = stage.getScene() == null ? MainView.USUAL_WIDTH : stage.getScene().getWidth();
    double height = stage.getScene() == null ? MainView.USUAL_HEIGHT : stage.getScene().getHeight();
    var scene = new Scene(main.root(), width, height);
    needs.theme().install(scene);
    new WindowKeys(needs)
        .map(
            main,
            dialogs,
            new WindowKeys.Doors(
                new RoomSwitcher(texts, dialogs, needs.app(), workspace::openRoom)::show,
                workspace::findInRoom,
                workspace::browse,
                workspace::create,
                settings::open,
                help,
                this::askToQuit))
        .install(scene);
    stage.setScene(scene);
  }

  void show() {
    place.restore();
    stage
        .titleProperty()
        .bind(
            needs
                .app()
                .unreadProperty()
                .map(count -> count.intValue() == 0 ? "ChatX" : "(" + count + ") ChatX"));
    stage.focusedProperty().subscribe(this::attention);
    stage.showingProperty().subscribe(this::attention);
    stage.setOnCloseRequest(event -> {
      event.consume();
      askToQuit();
    });
    stage.show();
  }

  /** A window that is hidden is not looked at, even where it keeps the focus. */
  private void attention() {
    boolean attentive = stage.isFocused() && stage.isShowing();
    needs.app().windowFocusedProperty().set(attentive);
    if (attentive) {
      needs.hosting().lookForAddresses();
    }
  }

  void hide() {
    place.keep();
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
    built().welcome().firstRun();
  }

  WelcomeDoor welcome() {
    return built().welcome();
  }

  /** Shows the rooms instead of whatever covers them. */
  void ready() {
    built().main().whole(null);
    focusComposer();
  }

  /** The rooms of the server in front, unless something else is asked for. */
  void browse() {
    built().workspace().browseUnlessOpen();
  }

  void openRoom(RoomModel room) {
    built().workspace().openRoom(room);
  }

  void focusComposer() {
    built().workspace().focusComposer();
  }

  /** What the app says by itself, in the language of the moment. */
  Announcements announcements() {
    return built().announcements();
  }

  /** Where somebody wrote. */
  void goTo(Alert alert) {
    needs.app().select(alert.room());
    toFront();
  }

  private Optional<ServerModel> ownServer() {
    return needs.app().servers().stream().filter(each -> each.account().hosted()).findFirst();
  }

  private void askToQuit() {
    built().host().askToQuit(actions.quit());
  }

  private Built built() {
    return Objects.requireNonNull(built, "build() comes first");
  }
}
