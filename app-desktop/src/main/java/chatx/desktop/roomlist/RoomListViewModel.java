package chatx.desktop.roomlist;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberRole;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The rooms of the server in front, in the model's order. FX thread only. */
public final class RoomListViewModel {
  private static final int MOST_SHOWN = 99;

  private final Texts texts;
  private final ReadOnlyObjectWrapper<@Nullable ServerModel> server =
      new ReadOnlyObjectWrapper<>(null);
  private ObservableList<RoomModel> rooms = FXCollections.emptyObservableList();
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> open = new ReadOnlyObjectWrapper<>(null);
  private Subscription selection = Subscription.EMPTY;

  public RoomListViewModel(Texts texts) {
    this.texts = texts;
  }

  /** Shows the rooms of that server from now on; null for none. */
  public void show(@Nullable ServerModel shown) {
    selection.unsubscribe();
    selection = Subscription.EMPTY;
    rooms = shown == null ? FXCollections.emptyObservableList() : shown.rooms();
    server.set(shown);
    if (shown == null) {
      open.set(null);
    } else {
      selection = shown.selectedProperty().subscribe(open::set);
    }
  }

  public ReadOnlyObjectProperty<@Nullable ServerModel> serverProperty() {
    return server.getReadOnlyProperty();
  }

  /** The rooms of the shown server; another list whenever that changes. */
  ObservableList<RoomModel> rooms() {
    return rooms;
  }

  /** The room whose conversation is shown; null for none. */
  ReadOnlyObjectProperty<@Nullable RoomModel> openProperty() {
    return open.getReadOnlyProperty();
  }

  /** An owner hands the room over, or deletes it; nobody else has to. */
  boolean mayLeave(RoomModel room) {
    return room.myRoleProperty().get() != MemberRole.OWNER;
  }

  void toggleFavourite(RoomModel room) {
    room.favourite(!room.favouriteProperty().get());
  }

  void toggleMuted(RoomModel room) {
    room.muted(!room.mutedProperty().get());
  }

  /** Mentions before all else; a muted room counts these only. Empty for no badge. */
  static String badge(RoomModel room) {
    int mentions = room.mentionsProperty().get();
    int unread = room.mutedProperty().get() ? 0 : room.unreadProperty().get();
    int count = mentions > 0 ? mentions : unread;
    return count == 0 ? "" : count > MOST_SHOWN ? MOST_SHOWN + "+" : Integer.toString(count);
  }

  /** Whether the room stands out as one with something new. */
  static boolean stands(RoomModel room) {
    return room.mentionsProperty().get() > 0
        || (room.unreadProperty().get() > 0 && !room.mutedProperty().get());
  }

  /** The whole row in words, for those who hear it. */
  String spoken(RoomModel room) {
    var words = new StringBuilder(SafeText.oneLine(room.name()));
    if (room.mentionsProperty().get() > 0) {
      words.append(", ").append(texts.get("roomlist.mentions", room.mentionsProperty().get()));
    }
    if (room.unreadProperty().get() > 0) {
      words.append(", ").append(texts.get("roomlist.unread", room.unreadProperty().get()));
    }
    if (room.lockedProperty().get()) {
      words.append(", ").append(texts.get("roomlist.locked"));
    }
    if (room.favouriteProperty().get()) {
      words.append(", ").append(texts.get("roomlist.favourite"));
    }
    if (room.mutedProperty().get()) {
      words.append(", ").append(texts.get("roomlist.muted"));
    }
    return words.toString();
  }
}
