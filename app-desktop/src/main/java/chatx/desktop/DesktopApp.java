package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.NotifyAbout;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SignedOutReason;
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
import chatx.desktop.welcome.HostPlan;
import chatx.desktop.welcome.SignedIn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running app: the composition root, which reads from the disk to the window. Made on the FX
 * thread; may be closed from any thread.
 */
final class DesktopApp {
  private static final Logger log = LoggerFactory.getLogger(DesktopApp.class);

  /** For the first room of a host: sign-in, connection and creation, on a slow disk. */
  private static final long HOSTING_SECONDS = 60;

  private final AppFolder folder;
  private final Preferences preferences;
  private final Work work = Work.onVirtualThreads();
  private final AppModel app = new AppModel();
  private final Theme theme;
  private final OpenAccounts accounts;
  private final OwnServer ownServer;
  private final MainWindow window;
  private final LastPlace lastPlace;
  private final Runnable ended;
  private boolean hostRenewed;
  private boolean closed;

  /** Blocks on the disk; before the toolkit starts. */
  static Optional<StorageRefusal> start(AppFolder folder, Clock clock) {
    Preferences preferences = Preferences.open(folder, clock);
    return switch (SavedAccounts.open(folder)) {
      case SavedAccounts.Refused(StorageRefusal why) -> {
        preferences.close();
        yield Optional.of(why);
      }
      case SavedAccounts.Opened(SavedAccounts saved) -> {
        var vault = new LaterVault(folder);
        Platform.startup(() -> {
          // The window hides first and the rest is closed behind it.
          Platform.setImplicitExit(false);
          var stage = new Stage();
          AppIcon.on(stage);
          var app = new DesktopApp(folder, preferences, saved, vault, stage, clock, Platform::exit);
          Runtime.getRuntime().addShutdownHook(new Thread(app::closeFiles, "shutdown"));
          app.show();
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
      TokenVault vault,
      Stage stage,
      Clock clock,
      Runnable ended) {
    this.folder = folder;
    this.preferences = preferences;
    this.ended = ended;
    this.theme = new Theme(Look.of(preferences));
    this.accounts = new OpenAccounts(folder, saved, vault, app, work, clock, this::refused);
    this.ownServer = new OwnServer(folder.host(), accounts, texts(), device(), clock);
    this.window =
        new MainWindow(
            stage,
            new MainWindow.Needs(
                preferences, theme, work, clock, app, accounts, ownServer, device()),
            new MainWindow.Actions(this::host, this::signedIn, this::renewHost, this::quit));
    this.lastPlace = new LastPlace(preferences, app, work.fx(), window::focusComposer);
    followPreferences();
  }

  /** What the window shows. FX thread only. */
  AppModel model() {
    return app;
  }

  void show() {
    folder.onSecondStart(_ -> work.fx().execute(window::toFront));
    window.build(texts());
    window.show();
    preferences.notices().forEach(window::notice);
    new Notifications(app, preferences, window).start();
    List<SavedAccount> known = accounts.all();
    if (known.isEmpty()) {
      window.firstRun();
    }
    for (SavedAccount account : known) {
      accounts.open(account, !account.hosted(), opened -> openedAtStart(account, opened));
    }
    log.info(
        "the window was there {} ms after the start of the program",
        java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime());
  }

  private void openedAtStart(SavedAccount account, Optional<ServerModel> opened) {
    opened.ifPresent(this::reopened);
    // Others may join even where the host's own files cannot be used.
    if (account.hosted()) {
      work.run(() -> ownServer.resume(account), hosted -> resumed(account, hosted));
    }
  }

  private void reopened(ServerModel model) {
    opened(model);
    lastPlace.reopened(model);
  }

  private void opened(ServerModel model) {
    model.onNotice(window::notice);
    model.onFarewell(window::farewell);
    if (model.account().hosted()) {
      var _ = model.connectionProperty().subscribe(state -> hostConnected(model, state));
    }
  }

  /** Hosts do not know their own password, so a session that ended by age is renewed for them. */
  private void hostConnected(ServerModel model, ConnectionState state) {
    if (state instanceof ConnectionState.SignedOut(SignedOutReason why)
        && why != SignedOutReason.SIGNED_OUT_HERE
        && !hostRenewed) {
      hostRenewed = true;
      renewHost(model);
    }
  }

  private void renewHost(ServerModel model) {
    SavedAccount account = model.account();
    work.run(
        () -> ownServer.renew(account),
        hosted -> {
          switch (hosted) {
            case OwnServer.Hosted.As(SavedAccount present) ->
                accounts.open(present, true, opened -> opened.ifPresent(this::reopened));
            case OwnServer.Hosted.Refused _ -> window.signInAgain(model);
          }
        });
  }

  /** The server inside this app is there again, or says why not. */
  private void resumed(SavedAccount account, OwnServer.Hosted hosted) {
    switch (hosted) {
      case OwnServer.Hosted.Refused(String words) -> window.notHosting(words);
      case OwnServer.Hosted.As(SavedAccount present) -> {
        if (present.equals(account)) {
          app.server(account.id()).flatMap(accounts::session).ifPresent(session -> session.start());
        } else {
          work.background().execute(() -> accounts.update(present));
          accounts.open(present, true, opened -> opened.ifPresent(this::reopened));
        }
        window.hostingChanged();
      }
    }
  }

  private void signedIn(SignedIn signedIn) {
    work.run(
        () -> accounts.keep(signedIn.address(), signedIn.server(), signedIn.tokens(), false, null),
        account ->
            accounts.open(
                account,
                true,
                opened ->
                    opened.ifPresent(model -> {
                      app.select(model);
                      reopened(model);
                      window.ready();
                    })));
  }

  /** Blocks until the first room is open, or until it is clear why not. */
  private Optional<String> host(HostPlan plan) {
    return switch (ownServer.host(plan.displayName())) {
      case OwnServer.Hosted.Refused(String words) -> Optional.of(words);
      case OwnServer.Hosted.As(SavedAccount account) -> {
        CompletableFuture<Optional<String>> room = new CompletableFuture<>();
        work.fx().execute(() -> firstRoom(account, plan, room));
        try {
          yield room.orTimeout(HOSTING_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
          if (late.getCause() instanceof TimeoutException) {
            yield Optional.of(texts().get("host.too_slow"));
          }
          throw late;
        }
      }
    };
  }

  private void firstRoom(
      SavedAccount account, HostPlan plan, CompletableFuture<Optional<String>> room) {
    Consumer<ServerModel> create =
        model ->
            whenOnline(
                model,
                () -> {
                  var _ =
                      model
                          .createRoom(plan.room(), null, plan.password().orElse(null))
                          .thenAccept(outcome -> room.complete(created(model, outcome)));
                });
    app.server(account.id())
        .ifPresentOrElse(
            create,
            () ->
                accounts.open(
                    account,
                    true,
                    opened ->
                        opened.ifPresentOrElse(
                            model -> {
                              opened(model);
                              create.accept(model);
                            },
                            () -> room.complete(Optional.of(texts().get("host.failed"))))));
  }

  private Optional<String> created(ServerModel model, Outcome<RoomModel> outcome) {
    return switch (outcome) {
      case Outcome.Refused<RoomModel>(var problem) ->
          Optional.of(texts().problem(problem.code(), problem.retryAfterMs()));
      case Outcome.Done<RoomModel>(RoomModel room) -> {
        app.select(model);
        app.select(room);
        window.hostingChanged();
        window.ready();
        yield Optional.empty();
      }
    };
  }

  private static void whenOnline(ServerModel model, Runnable then) {
    if (model.connectionProperty().get() instanceof ConnectionState.Online) {
      then.run();
      return;
    }
    Subscription[] waiting = new Subscription[1];
    waiting[0] =
        model
            .connectionProperty()
            .subscribe(state -> {
              if (state instanceof ConnectionState.Online && waiting[0] != null) {
                waiting[0].unsubscribe();
                then.run();
              }
            });
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
    window.refused(why);
  }

  /** Hides the window at once; what is left to write is written behind it. FX thread only. */
  void quit() {
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
