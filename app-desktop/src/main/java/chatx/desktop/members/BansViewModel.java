package chatx.desktop.members;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.Ban;
import chatx.protocol.BanList;
import chatx.protocol.Done;
import chatx.protocol.Problem;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Who may not join a room, and letting them in again. FX thread only. */
public final class BansViewModel {
  private final Texts texts;
  private final RoomModel room;
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ObservableList<Ban> bans = FXCollections.observableArrayList();
  private final ObservableList<Ban> shownBans = FXCollections.unmodifiableObservableList(bans);

  /** With the list on its way. */
  public BansViewModel(Texts texts, RoomModel room) {
    this.texts = texts;
    this.room = room;
    load();
  }

  String roomName() {
    return SafeText.oneLine(room.name());
  }

  /** The newest first. */
  ObservableList<Ban> bans() {
    return shownBans;
  }

  ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  void load() {
    loading.set(true);
    problem.set("");
    var _ =
        room.server()
            .listBans(room.id())
            .thenAccept(outcome -> {
              loading.set(false);
              switch (outcome) {
                case Outcome.Done<BanList>(BanList list) -> bans.setAll(list.bans());
                case Outcome.Refused<BanList>(Problem refusal) -> refused(refusal);
              }
            });
  }

  /** They may join again; they do not become a member by it. */
  void lift(Ban ban) {
    problem.set("");
    var _ =
        room.server()
            .unban(room.id(), ban.user().id())
            .thenAccept(outcome -> {
              switch (outcome) {
                case Outcome.Done<Done> _ -> bans.remove(ban);
                case Outcome.Refused<Done>(Problem refusal) -> refused(refusal);
              }
            });
  }

  private void refused(Problem refusal) {
    problem.set(texts.problem(refusal.code(), refusal.retryAfterMs()));
  }
}
