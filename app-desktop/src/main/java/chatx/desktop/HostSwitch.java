package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.session.ClientSession;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SignedOutReason;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.ui.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches the server inside this app on and off, and keeps the host connected to it. FX thread
 * only where a method does not say otherwise; what blocks runs in the background.
 */
final class HostSwitch {
  private static final Logger log = LoggerFactory.getLogger(HostSwitch.class);

  private final OwnServer server;
  private final OpenAccounts accounts;
  private final AppModel app;
  private final HostModel model;
  private final Preferences preferences;
  private final Work work;
  private final Told told;
  private boolean renewed;

  /** Who hears what came of it. */
  interface Told {
    /** The host's account was opened anew. */
    void reopened(ServerModel host);

    /** Others cannot find the server any more where it was. */
    void moved(OwnServer.Moved moved, List<String> addresses);

    /** The server did not start; the words say why and what to do. */
    void notHosting(String words);

    /** The host has to sign in by hand. */
    void signInAgain(ServerModel host);
  }

  HostSwitch(
      OwnServer server,
      OpenAccounts accounts,
      AppModel app,
      HostModel model,
      Preferences preferences,
      Work work,
      Told told) {
    this.server = server;
    this.accounts = accounts;
    this.app = app;
    this.model = model;
    this.preferences = preferences;
    this.work = work;
    this.told = told;
    model.visibleProperty().set(preferences.get(Preferences.VISIBLE));
    model.visibleProperty().subscribe((_, on) -> visible(on));
  }

  private void visible(boolean on) {
    preferences.set(Preferences.VISIBLE, on);
    work.background().execute(server::visibilityChanged);
  }

  /** Where the server inside this app listens; empty while it does not. Any thread. */
  OptionalInt port() {
    return server.port();
  }

  /** What a start came to, gathered in the background. */
  private record Started(
      OwnServer.Hosted hosted,
      List<String> addresses,
      String safetyPhrase,
      Optional<OwnServer.Moved> moved) {}

  HostModel model() {
    return model;
  }

  /** Comes back with the app, unless somebody stopped it. */
  void atStart(SavedAccount host) {
    if (preferences.get(Preferences.HOSTING)) {
      begin(host);
    } else {
      model.stopped();
    }
  }

  /** Starts again what was stopped; nothing where it runs or is on its way. */
  void start() {
    if (model.state() == HostModel.State.STOPPED) {
      accounts
          .hosted()
          .ifPresent(host -> {
            preferences.set(Preferences.HOSTING, true);
            begin(host);
          });
    }
  }

  /** Tells the members, finishes what was accepted, closes the database; nothing unless it runs. */
  void stop() {
    if (model.state() != HostModel.State.RUNNING) {
      return;
    }
    preferences.set(Preferences.HOSTING, false);
    model.stopping();
    work.run(
        () -> {
          try {
            server.stop();
          } catch (RuntimeException broken) {
            log.error("the server inside this app did not stop cleanly", broken);
          }
          return true;
        },
        _ -> {
          own().flatMap(accounts::session).ifPresent(ClientSession::disconnect);
          model.stopped();
        });
  }

  /** How many people are connected besides the host. */
  int others() {
    boolean hostIsThere =
        own()
            .map(host -> host.connectionProperty().get())
            .filter(ConnectionState.Online.class::isInstance)
            .isPresent();
    return Math.max(0, server.people() - (hostIsThere ? 1 : 0));
  }

  /** This computer may be in another network than before. */
  void lookForAddresses() {
    if (model.state() == HostModel.State.RUNNING) {
      work.run(
          server::addresses,
          addresses -> {
            if (model.state() == HostModel.State.RUNNING
                && !addresses.equals(model.addressesProperty().get())) {
              model.running(addresses, model.safetyPhrase());
            }
          });
    }
  }

  /** Starts the server for somebody who wants a room here. Blocks; any other thread. */
  OwnServer.Hosted host(String displayName) {
    work.fx()
        .execute(() -> {
          if (model.state() != HostModel.State.RUNNING) {
            model.starting();
          }
        });
    OwnServer.Hosted hosted = server.host(displayName);
    List<String> addresses = server.addresses();
    String phrase = server.safetyPhrase();
    work.fx()
        .execute(() -> {
          switch (hosted) {
            case OwnServer.Hosted.As _ -> {
              preferences.set(Preferences.HOSTING, true);
              model.running(addresses, phrase);
            }
            case OwnServer.Hosted.Refused(String words) -> {
              if (accounts.hosted().isEmpty()) {
                model.none();
              } else {
                model.failed(words);
              }
            }
          }
        });
    return hosted;
  }

  /** Gives the host's account with a session that leads to the server as it runs now. */
  void connect(SavedAccount host, Consumer<Optional<ServerModel>> then) {
    Optional<ServerModel> open =
        own()
            .filter(one -> one.account().equals(host))
            .filter(one -> !(one.connectionProperty().get() instanceof ConnectionState.SignedOut));
    if (open.isPresent()) {
      open.flatMap(accounts::session).ifPresent(ClientSession::start);
      then.accept(open);
      return;
    }
    work.background().execute(() -> accounts.update(host));
    accounts.open(
        host,
        true,
        opened -> {
          opened.ifPresent(told::reopened);
          then.accept(opened);
        });
  }

  /** Hosts do not know their own password, so a session that ended by age is renewed for them. */
  void keepSignedIn(ServerModel host) {
    var _ =
        host.connectionProperty()
            .subscribe(state -> {
              if (state instanceof ConnectionState.SignedOut(SignedOutReason why)
                  && why != SignedOutReason.SIGNED_OUT_HERE
                  && !renewed) {
                renewed = true;
                renew(host);
              }
            });
  }

  /** Signs the host in with what is kept of their password. */
  void renew(ServerModel host) {
    SavedAccount account = host.account();
    work.run(
        () -> server.renew(account),
        hosted -> {
          switch (hosted) {
            case OwnServer.Hosted.As(SavedAccount present) ->
                accounts.open(present, true, opened -> opened.ifPresent(told::reopened));
            case OwnServer.Hosted.Refused _ -> told.signInAgain(host);
          }
        });
  }

  private void begin(SavedAccount host) {
    model.starting();
    work.run(
        () ->
            new Started(
                server.resume(host), server.addresses(), server.safetyPhrase(), server.moved()),
        started -> {
          switch (started.hosted()) {
            case OwnServer.Hosted.Refused(String words) -> {
              model.failed(words);
              told.notHosting(words);
            }
            case OwnServer.Hosted.As(SavedAccount present) -> {
              model.running(started.addresses(), started.safetyPhrase());
              connect(present, _ -> {});
              started.moved().ifPresent(moved -> told.moved(moved, started.addresses()));
            }
          }
        });
  }

  private Optional<ServerModel> own() {
    return accounts.hosted().map(SavedAccount::id).flatMap(app::server);
  }
}
