package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.AccountId;
import chatx.desktop.switcher.SwitchTarget;
import chatx.desktop.switcher.SwitcherView;
import chatx.desktop.switcher.SwitcherViewModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.protocol.RoomId;
import java.util.List;
import java.util.function.Consumer;

/** Offers the rooms of all servers to go to. FX thread only. */
record RoomSwitcher(Texts texts, Dialogs dialogs, AppModel app, Consumer<RoomModel> open) {
  void show() {
    boolean several = app.servers().size() > 1;
    List<SwitchTarget> targets =
        app.servers().stream()
            .flatMap(server -> server.rooms().stream())
            .map(room -> target(room, several))
            .toList();
    SwitcherView.show(dialogs, texts, new SwitcherViewModel(targets, this::go));
  }

  private static SwitchTarget target(RoomModel room, boolean several) {
    return new SwitchTarget(
        room.server().account().id().value(),
        room.id().value(),
        room.name(),
        several ? room.server().account().serverName() : "",
        room.lockedProperty().get(),
        room.unreadProperty().get(),
        room.mentionsProperty().get(),
        room.lastActivityProperty().get().toEpochMilli());
  }

  private void go(SwitchTarget target) {
    app.server(new AccountId(target.account()))
        .flatMap(server -> server.room(new RoomId(target.room())))
        .ifPresent(open);
  }
}
