package chatx.desktop.model;

import chatx.desktop.storage.AccountId;
import chatx.desktop.ui.SafeText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * All accounts of this computer in the order of the rail, which one is in front, and what of all
 * that arrives deserves a notification. FX thread only.
 */
public final class AppModel {
  /** A longer text is cut in a notification. */
  static final int ALERT_TEXT = 200;

  private final ObservableList<ServerModel> servers = FXCollections.observableArrayList();
  private final ObservableList<ServerModel> shownServers =
      FXCollections.unmodifiableObservableList(servers);
  private final ReadOnlyObjectWrapper<@Nullable ServerModel> selectedServer =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> selectedRoom =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper mentions = new ReadOnlyIntegerWrapper();
  private final BooleanProperty windowFocused = new SimpleBooleanProperty();
  private final BooleanProperty doNotDisturb = new SimpleBooleanProperty();
  private final ObjectProperty<NotifyAbout> notifyAbout =
      new SimpleObjectProperty<>(NotifyAbout.EVERYTHING);
  private final Map<ServerModel, ChangeListener<Number>> countListeners = new HashMap<>();
  private final ChangeListener<@Nullable RoomModel> roomListener =
      (_, _, room) -> selectedRoom.set(room);
  private Consumer<Alert> alerts = _ -> {};

  public AppModel() {
    windowFocused.addListener((_, _, _) -> tellAttention());
  }

  /** In the order of the rail; unmodifiable. */
  public ObservableList<ServerModel> servers() {
    return shownServers;
  }

  public Optional<ServerModel> server(AccountId account) {
    return servers.stream().filter(server -> server.account().id().equals(account)).findFirst();
  }

  /** Puts an account at the end of the rail; the first one comes to the front. */
  public void add(ServerModel server) {
    servers.add(server);
    ChangeListener<Number> counts = (_, _, _) -> count();
    countListeners.put(server, counts);
    server.unreadProperty().addListener(counts);
    server.mentionsProperty().addListener(counts);
    server.onArrival(this::arrived);
    count();
    if (selectedServer.get() == null) {
      select(server);
    }
  }

  /** Takes an account off the rail; the one below, or else above, comes to the front. */
  public void remove(ServerModel server) {
    int at = servers.indexOf(server);
    if (at < 0) {
      return;
    }
    servers.remove(at);
    ChangeListener<Number> counts = countListeners.remove(server);
    if (counts != null) {
      server.unreadProperty().removeListener(counts);
      server.mentionsProperty().removeListener(counts);
    }
    server.onArrival(_ -> {});
    server.select(null);
    if (selectedServer.get() == server) {
      select(servers.isEmpty() ? null : servers.get(Math.min(at, servers.size() - 1)));
    }
    count();
  }

  /** Moves an account to another place of the rail. */
  public void move(ServerModel server, int place) {
    int at = servers.indexOf(server);
    if (at >= 0 && at != place) {
      servers.remove(at);
      servers.add(Math.clamp(place, 0, servers.size()), server);
    }
  }

  /** The account in front; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable ServerModel> selectedServerProperty() {
    return selectedServer.getReadOnlyProperty();
  }

  /** The open room of the account in front; null for none. */
  public ReadOnlyObjectProperty<@Nullable RoomModel> selectedRoomProperty() {
    return selectedRoom.getReadOnlyProperty();
  }

  /** Brings an account to the front, with the room that was open there. */
  public void select(@Nullable ServerModel server) {
    ServerModel before = selectedServer.get();
    if (before == server) {
      return;
    }
    if (before != null) {
      before.selectedProperty().removeListener(roomListener);
    }
    selectedServer.set(server);
    if (server != null) {
      server.selectedProperty().addListener(roomListener);
    }
    selectedRoom.set(server == null ? null : server.selectedProperty().get());
    tellAttention();
  }

  /** Brings a room to the front, with its account. */
  public void select(RoomModel room) {
    room.server().select(room);
    select(room.server());
  }

  /** Unread messages of all accounts in rooms that are not muted. */
  public ReadOnlyIntegerProperty unreadProperty() {
    return unread.getReadOnlyProperty();
  }

  /** Unread mentions of all accounts. */
  public ReadOnlyIntegerProperty mentionsProperty() {
    return mentions.getReadOnlyProperty();
  }

  /** Whether the app's window has the focus: without it nothing is read. */
  public BooleanProperty windowFocusedProperty() {
    return windowFocused;
  }

  public BooleanProperty doNotDisturbProperty() {
    return doNotDisturb;
  }

  public ObjectProperty<NotifyAbout> notifyAboutProperty() {
    return notifyAbout;
  }

  /** Told what deserves a notification. */
  public void onAlert(Consumer<Alert> listener) {
    alerts = listener;
  }

  private void arrived(ServerModel.Arrival arrival) {
    RoomModel room = arrival.room();
    Attention attention =
        NotificationRule.decide(
            new NotificationRule.Moment(
                room.server().caughtUp(),
                room.attended(),
                windowFocused.get(),
                room.mutedProperty().get(),
                doNotDisturb.get(),
                arrival.mentions() > 0,
                notifyAbout.get()));
    if (attention != Attention.NONE) {
      alerts.accept(
          new Alert(
              room,
              arrival.last().author(),
              oneLine(arrival.last().body()),
              arrival.count(),
              arrival.mentions() > 0,
              attention));
    }
  }

  private static String oneLine(String body) {
    if (body.length() <= ALERT_TEXT) {
      return SafeText.oneLine(body);
    }
    int end = Character.isHighSurrogate(body.charAt(ALERT_TEXT - 1)) ? ALERT_TEXT - 1 : ALERT_TEXT;
    return SafeText.oneLine(body.substring(0, end)) + "…";
  }

  private void tellAttention() {
    for (ServerModel server : servers) {
      server.attention(server == selectedServer.get(), windowFocused.get());
    }
  }

  private void count() {
    unread.set(servers.stream().mapToInt(server -> server.unreadProperty().get()).sum());
    mentions.set(servers.stream().mapToInt(server -> server.mentionsProperty().get()).sum());
  }
}
