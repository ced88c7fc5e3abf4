package chatx.desktop.gallery;

import static chatx.desktop.gallery.Screens.MARK;

import chatx.desktop.connection.ConnectionBanner;
import chatx.desktop.connection.ConnectionViewModel;
import chatx.desktop.connection.OtherServerSheet;
import chatx.desktop.help.HelpSheet;
import chatx.desktop.model.HostModel;
import chatx.desktop.nearby.NearbySamples;
import chatx.desktop.nearby.NetworkSheet;
import chatx.desktop.rail.RailEntry;
import chatx.desktop.rail.RailView;
import chatx.desktop.rail.RemoveServerDialog;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SignedOutReason;
import chatx.desktop.session.Trouble;
import chatx.desktop.settings.AccountViewModel;
import chatx.desktop.settings.SampleDesk;
import chatx.desktop.settings.SampleHost;
import chatx.desktop.settings.SettingsView;
import chatx.desktop.settings.SettingsViewModel;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.switcher.SwitchTarget;
import chatx.desktop.switcher.SwitcherView;
import chatx.desktop.switcher.SwitcherViewModel;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.desktop.ui.Work;
import chatx.desktop.welcome.WelcomeSamples;
import chatx.desktop.window.MainView;
import chatx.protocol.UserId;
import chatx.protocol.trust.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.Parent;
import javafx.scene.layout.Region;

/** The frame of the window and what stands in front of it. */
final class ShellScreens {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final ServerKey KNOWN = key(1);
  private static final ServerKey MET = key(2);

  private ShellScreens() {}

  private static ServerKey key(int last) {
    byte[] hash = new byte[32];
    hash[31] = (byte) (last << 4);
    hash[0] = (byte) last;
    return ServerKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
        .orElseThrow();
  }

  static List<Screen> all() {
    return List.of(
        new Screen("welcome", WelcomeSamples::start),
        new Screen("welcome-offer", WelcomeSamples::offered),
        new Screen("welcome-invited", WelcomeSamples::invited),
        new Screen("welcome-host", WelcomeSamples::host),
        new Screen("welcome-address", WelcomeSamples::address),
        new Screen("welcome-account", WelcomeSamples::account),
        new Screen(
            "welcome-found",
            texts -> WelcomeSamples.startWith(texts, NearbySamples.found(texts, MARK, true))),
        new Screen(
            "welcome-join-found",
            texts -> WelcomeSamples.joinWith(texts, NearbySamples.found(texts, MARK, false))),
        new Screen(
            "welcome-join-nobody",
            texts -> WelcomeSamples.joinWith(texts, NearbySamples.nothing(texts))),
        new Screen("network", texts -> network(texts, NearbySamples.troubles(MARK))),
        new Screen("network-well", texts -> network(texts, NearbySamples.well())),
        new Screen(
            "window-offline",
            texts ->
                framed(
                    texts,
                    new ConnectionState.Waiting(NOW.plusSeconds(14), 3, Trouble.TIMED_OUT),
                    ShellScreens::toasts,
                    _ -> {})),
        new Screen(
            "window-signed-out",
            texts ->
                framed(
                    texts,
                    new ConnectionState.SignedOut(SignedOutReason.ENDED_BY_SERVER),
                    _ -> {},
                    _ -> {})),
        new Screen("window-host-stopped", texts -> ownServer(texts, HostModel.State.STOPPED, "")),
        new Screen(
            "window-host-failed",
            texts ->
                ownServer(
                    texts,
                    HostModel.State.STOPPED,
                    "The disk is full. Make room on it, then start hosting again." + MARK)),
        new Screen("window-host-stopping", texts -> ownServer(texts, HostModel.State.STOPPING, "")),
        new Screen(
            "dialog-stop-hosting",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        dialogs.confirm(
                            texts.get("host.stop.title"),
                            texts.get("host.stop.text", 3),
                            texts.get("host.stop.action"),
                            () -> {}))),
        new Screen(
            "window-other-server",
            texts -> framed(texts, new ConnectionState.OtherServer(KNOWN, MET), _ -> {}, _ -> {})),
        new Screen(
            "dialog-other-server",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        OtherServerSheet.show(
                            dialogs,
                            texts,
                            "Willow House" + MARK,
                            KNOWN.safetyPhrase() + MARK,
                            MET.safetyPhrase() + MARK,
                            MET.safetyPhrase()::isWrittenAs,
                            () -> {},
                            () -> {}))),
        new Screen(
            "dialog-remove-server", texts -> framed(texts, dialogs -> remove(dialogs, texts))),
        new Screen("help", texts -> framed(texts, dialogs -> HelpSheet.show(dialogs, texts))),
        new Screen("settings", texts -> settings(texts, "")),
        new Screen(
            "settings-account", texts -> settings(texts, texts.get("settings.section.account"))),
        new Screen("settings-host", texts -> host(texts, SampleHost.running(MARK))),
        new Screen("settings-host-alone", texts -> host(texts, SampleHost.alone())),
        new Screen("settings-host-stopping", texts -> host(texts, SampleHost.stopping())),
        new Screen("settings-host-failed", texts -> host(texts, SampleHost.failed(MARK))),
        new Screen("settings-nothing", texts -> settings(texts, "xyzzy")),
        new Screen("switcher", texts -> switcher(texts, targets())),
        new Screen("switcher-empty", texts -> switcher(texts, List.of())),
        new Screen(
            "dialog-delete",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        dialogs.confirmTyped(
                            "Delete #garden?" + MARK,
                            "All messages of the room are gone for everybody." + MARK,
                            "garden" + MARK,
                            "Delete room" + MARK,
                            () -> {}))));
  }

  private static Parent network(Texts texts, NearbySamples.NetworkSheetSample sample) {
    return framed(
        texts, dialogs -> NetworkSheet.show(dialogs, texts, Work.atOnce(), sample::findings));
  }

  /** The window with a rail and empty slots, and what the given step puts in front of it. */
  static Parent framed(Texts texts, Consumer<Dialogs> then) {
    return framed(texts, new ConnectionState.Stopped(), _ -> {}, then);
  }

  private static Parent framed(
      Texts texts, ConnectionState state, Consumer<Toasts> says, Consumer<Dialogs> then) {
    var moment = new Clock[] {Clock.fixed(NOW, ZoneOffset.UTC)};
    var connection = new ConnectionViewModel(texts, moving(moment), "192.168.1.5" + MARK);
    connection.state(state);
    moment[0] = Clock.offset(moment[0], Duration.ofSeconds(5));
    connection.tick();
    return framed(texts, connection, says, then);
  }

  private static Parent framed(
      Texts texts, ConnectionViewModel connection, Consumer<Toasts> says, Consumer<Dialogs> then) {
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    var window = new MainView(texts, dialogs, toasts);
    window.rail(rail(texts));
    window.rooms(new Region());
    window.conversation(new Region());
    window.members(new Region());
    window.banner(
        new ConnectionBanner(
                texts,
                connection,
                new ConnectionBanner.Actions(() -> {}, () -> {}, () -> {}, () -> {}))
            .root());
    says.accept(toasts);
    then.accept(dialogs);
    return window.root();
  }

  private static Clock moving(Clock[] moment) {
    return new Clock() {
      @Override
      public Instant instant() {
        return moment[0].instant();
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static void toasts(Toasts toasts) {
    toasts.message(
        Avatar.of(new UserId(new UUID(4, 4)), "Grace" + MARK, 32),
        "Grace in #garden" + MARK,
        "The tomatoes are ripe, come and help yourselves." + MARK,
        () -> {});
    toasts.show(Toasts.Kind.DONE, "Address copied" + MARK);
    toasts.show(
        Toasts.Kind.PROBLEM, "The disk is full. Make room on it." + MARK, "Retry" + MARK, () -> {});
  }

  private static Parent settings(Texts texts, String query) {
    return settings(texts, query, SampleHost.running(MARK));
  }

  private static Parent settings(Texts texts, String query, SampleHost host) {
    return framed(
        texts,
        dialogs -> {
          var model = new SettingsViewModel(texts, Shared.PREFERENCES);
          model.queryProperty().set(query);
          var account = new AccountViewModel(texts, SampleDesk.friendly(), Runnable::run);
          var _ = SettingsView.show(dialogs, texts, model, List.of(account), host, "0.1");
        });
  }

  private static void remove(Dialogs dialogs, Texts texts) {
    var lost =
        new RemoveServerDialog.Unsent(
            "garden" + MARK,
            "The tomatoes are ripe, come and help yourselves before the birds do." + MARK);
    RemoveServerDialog.show(
        dialogs,
        texts,
        "Chess club" + MARK,
        List.of(lost, lost, new RemoveServerDialog.Unsent("", "Tomorrow" + MARK), lost, lost, lost),
        () -> {});
  }

  private static Parent ownServer(Texts texts, HostModel.State state, String problem) {
    var connection = new ConnectionViewModel(texts, Clock.systemUTC(), "127.0.0.1" + MARK);
    connection.hosting(state, problem);
    return framed(texts, connection, _ -> {}, _ -> {});
  }

  private static Parent host(Texts texts, SampleHost host) {
    return settings(texts, texts.get("settings.section.host"), host);
  }

  private static Parent switcher(Texts texts, List<SwitchTarget> targets) {
    return framed(
        texts,
        dialogs -> SwitcherView.show(dialogs, texts, new SwitcherViewModel(targets, _ -> {})));
  }

  static Region rail(Texts texts) {
    var home = new UUID(1, 2);
    var rail =
        new RailView(
            texts,
            FXCollections.observableArrayList(),
            _ -> {},
            new RailView.Actions(
                () -> {}, () -> {}, () -> {}, _ -> {}, _ -> {}, () -> {}, () -> {}));
    rail.selectedProperty().set(home);
    rail.entries()
        .setAll(
            entry(home, "Willow House", 3, 0, RailEntry.Standing.CONNECTED),
            entry(new UUID(3, 9), "Chess club", 12, 2, RailEntry.Standing.CONNECTED),
            entry(new UUID(5, 7), "Workshop", 0, 0, RailEntry.Standing.OFFLINE),
            entry(new UUID(2, 8), "Choir", 0, 0, RailEntry.Standing.SIGNED_OUT),
            entry(new UUID(9, 4), "Ada’s rooms", 0, 0, RailEntry.Standing.STOPPED));
    return rail.root();
  }

  private static RailEntry entry(
      UUID id, String name, int unread, int mentions, RailEntry.Standing standing) {
    return new RailEntry(
        id,
        name + MARK,
        "192.168.1.5" + MARK,
        unread,
        mentions,
        standing,
        standing == RailEntry.Standing.STOPPED);
  }

  private static List<SwitchTarget> targets() {
    return List.of(
        target("garden", false, 4, 1, 9),
        target("kitchen", false, 12, 0, 8),
        target("board", true, 0, 0, 7),
        target("holiday plans", false, 0, 0, 6),
        target("music", false, 0, 0, 5));
  }

  private static SwitchTarget target(
      String name, boolean locked, int unread, int mentions, long at) {
    return new SwitchTarget(
        new UUID(1, 2),
        UUID.randomUUID(),
        name + MARK,
        "Willow House" + MARK,
        locked,
        unread,
        mentions,
        at);
  }

  /** Made once, when the first picture of the settings is drawn. */
  private static final class Shared {
    static final Preferences PREFERENCES = open();

    private static Preferences open() {
      try {
        Path dir = Files.createTempDirectory(Path.of("target"), "gallery");
        if (AppFolder.open(dir, List.of()) instanceof AppFolder.Opened(AppFolder folder)) {
          return Preferences.open(folder, Clock.systemUTC());
        }
        throw new AssertionError(dir + " did not open");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
