package chatx.desktop.roomactions;

import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.util.Subscription;

/** What is asked and shown about a whole room, in front of the window. FX thread only. */
public final class RoomDialogs {
  private final Texts texts;
  private final Dialogs dialogs;
  private final Toasts toasts;

  public RoomDialogs(Texts texts, Dialogs dialogs, Toasts toasts) {
    this.texts = texts;
    this.dialogs = dialogs;
    this.toasts = toasts;
  }

  /** Name, topic, password and the marks of one's own, as far as one's role allows. */
  public Dialog details(RoomModel room) {
    var model = new RoomActionsViewModel(texts, room);
    var view = new RoomDetailsView(texts, model, () -> leave(room), () -> delete(room));
    Dialog dialog = dialogs.panel(texts.get("roomactions.title"), view.root());
    Subscription following = view.follow(dialog::close);
    return dialog.onClosed(following::unsubscribe).show();
  }

  /** Asks, then ends the membership. */
  public Dialog leave(RoomModel room) {
    var model = new RoomActionsViewModel(texts, room);
    boolean locked = room.lockedProperty().get();
    return dialogs.confirm(
        texts.get("roomactions.leave_title", model.shownName()),
        texts.get(locked ? "roomactions.leave_private_text" : "roomactions.leave_text"),
        texts.get("roomactions.leave"),
        () -> tell(model.leave()));
  }

  /** Asks for the room's name, then deletes the room for ever. */
  public Dialog delete(RoomModel room) {
    var model = new RoomActionsViewModel(texts, room);
    return dialogs.confirmTyped(
        texts.get("roomactions.delete_title", model.shownName()),
        texts.get("roomactions.delete_text"),
        model.shownName().strip(),
        texts.get("roomactions.delete"),
        () -> tell(model.delete()));
  }

  private void tell(CompletableFuture<Optional<String>> answer) {
    var _ =
        answer.thenAccept(
            problem -> problem.ifPresent(words -> toasts.show(Toasts.Kind.PROBLEM, words)));
  }
}
