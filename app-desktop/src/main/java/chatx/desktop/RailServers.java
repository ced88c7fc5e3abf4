package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.rail.RailEntry;
import chatx.desktop.rail.RailView;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.storage.AccountId;
import chatx.desktop.ui.Texts;
import java.util.UUID;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** The accounts as the rail shows them. FX thread only. */
final class RailServers {
  private final AppModel app;
  private final HostModel host;
  private final ObservableList<RailEntry> entries = FXCollections.observableArrayList();
  private final RailView view;
  private final Subscription following;
  private Subscription perServer = Subscription.EMPTY;

  RailServers(Texts texts, AppModel app, HostModel host, RailView.Actions actions) {
    this.app = app;
    this.host = host;
    view = new RailView(texts, entries, this::select, actions);
    ListChangeListener<ServerModel> servers = _ -> followServers();
    app.servers().addListener(servers);
    followServers();
    following =
        Subscription.combine(
            () -> app.servers().removeListener(servers),
            () -> perServer.unsubscribe(),
            host.stateProperty().subscribe(_ -> fill()),
            app.selectedServerProperty()
                .subscribe(server ->
                    view.selectedProperty()
                        .set(server == null ? null : server.account().id().value())));
  }

  Region root() {
    return view.root();
  }

  /** Follows nothing any more. */
  void close() {
    following.unsubscribe();
  }

  private void select(UUID account) {
    app.server(new AccountId(account)).ifPresent(app::select);
  }

  private void followServers() {
    perServer.unsubscribe();
    perServer = Subscription.EMPTY;
    for (ServerModel server : app.servers()) {
      perServer =
          perServer
              .and(server.unreadProperty().subscribe(_ -> fill()))
              .and(server.mentionsProperty().subscribe(_ -> fill()))
              .and(server.connectionProperty().subscribe(_ -> fill()));
    }
    fill();
  }

  private void fill() {
    entries.setAll(app.servers().stream().map(this::entry).toList());
  }

  private RailEntry entry(ServerModel server) {
    return new RailEntry(
        server.account().id().value(),
        server.account().serverName(),
        server.account().address().display(),
        server.unreadProperty().get(),
        server.mentionsProperty().get(),
        standing(server),
        server.account().hosted());
  }

  private RailEntry.Standing standing(ServerModel server) {
    if (server.account().hosted()) {
      switch (host.state()) {
        case STOPPED -> {
          return RailEntry.Standing.STOPPED;
        }
        case STARTING, STOPPING -> {
          return RailEntry.Standing.BUSY;
        }
        case NONE, RUNNING -> {}
      }
    }
    return switch (server.connectionProperty().get()) {
      case ConnectionState.Online _ -> RailEntry.Standing.CONNECTED;
      case ConnectionState.SignedOut _ -> RailEntry.Standing.SIGNED_OUT;
      case ConnectionState.OtherServer _,
          ConnectionState.Stopped _,
          ConnectionState.Connecting _,
          ConnectionState.CatchingUp _,
          ConnectionState.Waiting _,
          ConnectionState.Incompatible _ ->
          RailEntry.Standing.OFFLINE;
    };
  }
}
