package chatx.desktop;

import chatx.desktop.model.ServerModel;
import chatx.desktop.nearby.NearbyView;
import chatx.desktop.nearby.NearbyViewModel;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Texts;
import chatx.desktop.welcome.Hosting;
import chatx.desktop.welcome.SignedIn;
import chatx.desktop.welcome.WelcomeView;
import chatx.desktop.welcome.WelcomeViewModel;
import chatx.desktop.window.MainView;
import chatx.lan.KnownServer;
import chatx.protocol.invite.InviteLink;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways to a server, shown instead of the rooms. FX thread only. */
final class WelcomeDoor {
  private final Texts texts;
  private final WindowNeeds needs;
  private final MainView main;
  private final WelcomeViewModel.Doors doors;
  private final Runnable checkNetwork;
  private final Runnable back;

  /**
   * Where the first screen leads.
   *
   * @param known takes care of an invite to a server that somebody here is signed in to already
   * @param checkNetwork shows what keeps people on the network from finding each other
   */
  record Ways(
      Predicate<InviteLink> known,
      Hosting hosting,
      Consumer<SignedIn> signedIn,
      Runnable checkNetwork) {}

  /**
   * @param back to the rooms, where there are any
   */
  WelcomeDoor(Texts texts, WindowNeeds needs, MainView main, Ways ways, Runnable back) {
    this.texts = texts;
    this.needs = needs;
    this.main = main;
    this.doors =
        new WelcomeViewModel.Doors(
            ServerApi::new, this::trust, ways.known(), ways.hosting(), ways.signedIn());
    this.checkNetwork = ways.checkNetwork();
    this.back = back;
  }

  /**
   * A server that is known at its address has to be itself; another one may be a known one, too.
   */
  private ServerTrust trust(ServerAddress address) {
    List<SavedAccount> known = needs.app().servers().stream().map(ServerModel::account).toList();
    return known.stream()
        .filter(account -> account.address().equals(address))
        .findFirst()
        .map(account -> ServerTrust.of(account.key()))
        .orElseGet(() ->
            ServerTrust.firstMeeting(
                known.stream()
                    .map(SavedAccount::key)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet())));
  }

  /** Nobody is signed in anywhere. */
  void firstRun() {
    show(WelcomeViewModel.firstRun(texts, needs.work(), doors, needs.device()), null);
  }

  void another() {
    show(anotherModel(), back);
  }

  /** Opens an invite to a server that nobody here is signed in to. */
  void invited(String link) {
    boolean first = needs.accounts().all().isEmpty();
    WelcomeViewModel model =
        first
            ? WelcomeViewModel.firstRun(texts, needs.work(), doors, needs.device())
            : anotherModel();
    show(model, first ? null : back);
    model.open(link);
  }

  private WelcomeViewModel anotherModel() {
    ServerModel known = needs.app().selectedServerProperty().get();
    return WelcomeViewModel.another(
        texts, needs.work(), doors, needs.device(), known == null ? "" : known.me().displayName());
  }

  /** Asks for the password of an account whose session has ended. */
  void signInAgain(ServerModel server) {
    show(
        WelcomeViewModel.again(
            texts,
            needs.work(),
            doors,
            needs.device(),
            server.account().address(),
            server.me().name()),
        back);
  }

  private void show(WelcomeViewModel model, @Nullable Runnable cancel) {
    var view = new WelcomeView(texts, model, cancel);
    var nearby =
        new NearbyViewModel(
            needs.lan(),
            needs.work(),
            new NearbyViewModel.Needs(this::known, this::isOwn, model::join));
    var list = new NearbyView(texts, nearby, checkNetwork);
    view.found().getChildren().setAll(list.root());
    model.stepProperty().subscribe(step -> list.brief(step == WelcomeViewModel.Step.START));
    view.root().sceneProperty().subscribe(scene -> nearby.open(scene != null));
    main.whole(view.root());
  }

  /** The servers that somebody here has an account on, but for the one inside this app. */
  private List<KnownServer> known() {
    return needs.accounts().all().stream()
        .filter(account -> !account.hosted())
        .map(account ->
            new KnownServer(
                account.serverName(), account.address().host(), account.address().port()))
        .toList();
  }

  /** Nobody joins the server inside their own app. */
  private boolean isOwn(InetSocketAddress address) {
    try {
      return needs.hosting().port().equals(OptionalInt.of(address.getPort()))
          && NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException _) {
      return false;
    }
  }
}
