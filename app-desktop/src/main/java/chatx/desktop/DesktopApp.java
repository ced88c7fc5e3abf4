package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.NotifyAbout;
import chatx.desktop.model.ServerModel;
import chatx.desktop.nearby.Lan;
import chatx.desktop.notification.SystemNotifier;
import chatx.desktop.notification.SystemPrograms;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.SavedAccounts;
import chatx.desktop.storage.StorageRefusal;
import chatx.desktop.storage.TokenVault;
import chatx.desktop.ui.AppIcon;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Work;
import chatx.desktop.welcome.SignedIn;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running app: the composition root, which reads from the disk to the window. Made on the FX
 * thread; may be closed from any thread.
 */
final class DesktopApp {
  private static final Logger log = LoggerFactory.getLogger(DesktopApp.class);

  private final AppFolder folder;
  private final Preferences preferences;
  private final Work work = Work.onVirtualThreads();
  private final AppModel app = new AppModel();
  private final Theme theme;
  private final OpenAccounts accounts;
  private final OwnServer ownServer;
  private final HostSwitch hosting;
  private final MainWindow window;
  private final LastPlace lastPlace;
  private final InviteArrival inviteArrival;
  private final FirstArrival firstArrival;
  private final Notifications notifications;
  private final Runnable ended;
  private boolean quitting;
  private boolean closed;

  /** What a start needs of the world; tests give their own. */
  record World(TokenVault vault, SystemNotifier system, Clock clock, Lan lan) {}

  /**
   * Blocks on the disk; before the toolkit starts.
   *
   * @param arguments of the command line: an invite, or nothing
   */
  static Optional<StorageRefusal> start(AppFolder folder, Clock clock, List<String> arguments) {
    Preferences preferences = Preferences.open(folder, clock);
    return switch (SavedAccounts.open(folder)) {
      case SavedAccounts.Refused(StorageRefusal why) -> {
        preferences.close();
        yield Optional.of(why);
      }
      case SavedAccounts.Opened(SavedAccounts saved) -> {
        String system = System.getProperty("os.name", "");
        var world =
            new World(
                new LaterVault(folder),
                SystemNotifier.of(system, new SystemPrograms()),
                clock,
                Lan.present(clock));
        if (folder.path().equals(AppFolder.defaultPath())) {
          InviteLinks.register(system, InviteLinks.program(), folder.path(), new SystemPrograms());
        }
        Platform.startup(() -> {
          // The window hides first and the rest is closed behind it.
          Platform.setImplicitExit(false);
          var stage = new Stage();
          AppIcon.on(stage);
          var app = new DesktopApp(folder, preferences, saved, world, stage, Platform::exit);
          Runtime.getRuntime().addShutdownHook(new Thread(app::closeFiles, "shutdown"));
          InviteLinks.listen(system, app::handed);
          app.show(arguments);
        });
        yield Optional.empty();
      }
    };
  }

  /**
   * @param ended called when the person has quit and everything is closed, on a thread of ours
   */
  DesktopApp(
      AppFolder folder,
      Preferences preferences,
      SavedAccounts saved,
      World world,
      Stage stage,
      Runnable ended) {
    this.folder = folder;
    this.preferences = preferences;
    this.ended = ended;
    Clock clock = world.clock();
    String device = device();
    theme = new Theme(Look.of(preferences));
    accounts = new OpenAccounts(folder, saved, world.vault(), app, work, clock, this::refused);
    ownServer =
        new OwnServer(
            folder.host(),
            accounts,
            this::texts,
            device,
            clock,
            () -> preferences.get(Preferences.VISIBLE));
    hosting =
        new HostSwitch(
            ownServer, accounts, app, new HostModel(), preferences, work, new HostingNews());
    window =
        new MainWindow(
            stage,
            new WindowNeeds(
                preferences, theme, work, clock, app, accounts, hosting, world.lan(), device),
            new MainWindow.Actions(
                this::invitedToKnown,
                new FirstRoom(hosting, app, work, this::texts, this::ready),
                this::signedIn,
                this::trustAnew,
                this::quit));
    lastPlace = new LastPlace(preferences, app, work.fx(), window::focusComposer);
    inviteArrival = new InviteArrival(app, window);
    firstArrival = new FirstArrival(app, window::browse, window::openRoom);
    notifications =
        new Notifications(
            app,
            preferences,
            world.system(),
            alert -> window.announcements().message(alert, () -> window.goTo(alert)),
            window::goTo,
            work.fx());
    followPreferences();
  }

  /** What the window shows. FX thread only. */
  AppModel model() {
    return app;
  }

  /** How it stands with the server inside this app. FX thread only. */
  HostModel host() {
    return hosting.model();
  }

  /**
   * @param arguments as of the command line
   */
  void show(List<String> arguments) {
    folder.onSecondStart(this::handed);
    window.build(texts());
    window.show();
    preferences.notices().forEach(window.announcements()::notice);
    notifications.start();
    List<SavedAccount> known = accounts.all();
    if (known.isEmpty()) {
      window.firstRun();
    }
    if (known.isEmpty()) {
      inviteArrival.started(arguments);
    }
    // Whether an invite is to a known server is clear when all of them are open.
    var opening = new AtomicInteger(known.size());
    for (SavedAccount account : known) {
      accounts.open(
          account,
          !account.hosted(),
          opened -> {
            openedAtStart(account, opened);
            if (opening.decrementAndGet() == 0) {
              inviteArrival.started(arguments);
            }
          });
    }
    log.info(
        "the window was there {} ms after the start of the program",
        ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /** What the system or a second start has for the app that runs. Any thread. */
  private void handed(List<String> more) {
    work.fx()
        .execute(() -> {
          window.toFront();
          inviteArrival.started(more);
        });
  }

  private void openedAtStart(SavedAccount account, Optional<ServerModel> opened) {
    opened.ifPresent(this::reopened);
    // Others may join even where the host's own files cannot be used.
    if (account.hosted()) {
      hosting.atStart(account);
    }
  }

  private void reopened(ServerModel model) {
    model.onNotice(notice -> window.announcements().notice(notice));
    model.onFarewell(farewell -> window.announcements().farewell(farewell));
    if (model.account().hosted()) {
      hosting.keepSignedIn(model);
    }
    lastPlace.reopened(model);
  }

  private void signedIn(SignedIn signedIn) {
    work.run(
        () ->
            accounts.keep(
                signedIn.address(),
                signedIn.server(),
                signedIn.tokens(),
                signedIn.key(),
                false,
                null),
        account ->
            accounts.open(
                account,
                true,
                opened ->
                    opened.ifPresent(model -> {
                      app.select(model);
                      reopened(model);
                      ready();
                      InviteToken invite = signedIn.invite();
                      if (invite == null) {
                        firstArrival.at(model);
                      } else {
                        model.whenOnline(() -> inviteArrival.enter(model, invite));
                      }
                    })));
  }

  /** The account and all that is kept of it stay; only the key is another. */
  private void trustAnew(ServerModel server, ServerKey key) {
    SavedAccount before = server.account();
    var account =
        new SavedAccount(
            before.id(),
            before.address(),
            before.serverName(),
            before.user(),
            before.hosted(),
            key);
    work.run(
        () -> {
          accounts.update(account);
          return account;
        },
        kept -> accounts.open(kept, true, opened -> opened.ifPresent(this::reopened)));
  }

  private boolean invitedToKnown(InviteLink link) {
    return inviteArrival.known(link);
  }

  private void ready() {
    window.ready();
  }

  /** What the server inside this app has to say. */
  private final class HostingNews implements HostSwitch.Told {
    @Override
    public void reopened(ServerModel host) {
      DesktopApp.this.reopened(host);
    }

    @Override
    public void moved(OwnServer.Moved moved, List<String> addresses) {
      window.announcements().moved(moved, addresses);
    }

    @Override
    public void notHosting(String words) {
      window.announcements().notHosting(words);
    }

    @Override
    public void signInAgain(ServerModel host) {
      window.welcome().signInAgain(host);
    }
  }

  private void followPreferences() {
    Runnable look = () -> work.fx().execute(() -> theme.lookProperty().set(Look.of(preferences)));
    preferences.listen(Preferences.THEME, _ -> look.run());
    preferences.listen(Preferences.TEXT_SIZE, _ -> look.run());
    preferences.listen(Preferences.DENSITY, _ -> look.run());
    preferences.listen(Preferences.REDUCED_MOTION, _ -> look.run());
    preferences.listen(Preferences.LOCALE, _ -> work.fx().execute(this::otherLanguage));
    preferences.listen(Preferences.NOTIFICATIONS, _ -> work.fx().execute(this::notifying));
    preferences.listen(Preferences.DO_NOT_DISTURB, _ -> work.fx().execute(this::notifying));
    notifying();
  }

  private void otherLanguage() {
    window.build(texts());
    if (accounts.all().isEmpty()) {
      window.firstRun();
    }
  }

  private void notifying() {
    app.doNotDisturbProperty().set(preferences.get(Preferences.DO_NOT_DISTURB));
    app.notifyAboutProperty()
        .set(
            preferences.get(Preferences.NOTIFICATIONS)
                ? NotifyAbout.EVERYTHING
                : NotifyAbout.NOTHING);
  }

  private Texts texts() {
    String chosen = preferences.get(Preferences.LOCALE);
    return Texts.of(chosen.isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(chosen));
  }

  private void refused(StorageRefusal why) {
    window.announcements().refused(why);
  }

  /**
   * Hides the window at once; what is left to write is written behind it. Nothing the second time.
   * FX thread only.
   */
  void quit() {
    if (quitting) {
      return;
    }
    quitting = true;
    window.hide();
    work.background()
        .execute(() -> {
          closeFiles();
          ended.run();
        });
  }

  /**
   * Tells the servers goodbye and writes what waits; once. Whoever comes second waits for it: when
   * that is the end of the program, what is not written by then is lost.
   */
  private synchronized void closeFiles() {
    if (!closed) {
      closed = true;
      try (folder;
          preferences;
          ownServer) {
        accounts.close();
      }
    }
  }

  /** What the list of sessions calls this computer. */
  private static String device() {
    String user = System.getProperty("user.name", "");
    String host = System.getenv().getOrDefault("COMPUTERNAME", "");
    if (host.isEmpty()) {
      try {
        host = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException _) {
        host = System.getProperty("os.name", "");
      }
    }
    return user.isEmpty() ? host : user + " · " + host;
  }
}
