package chatx.desktop.invite;

import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import java.time.ZoneOffset;

/** The dialog of invites, for pictures. */
public final class InviteSamples {
  private InviteSamples() {}

  /** With a link that was just made. */
  public static void made(Dialogs dialogs, Texts texts, RoomModel room) {
    var model = new InviteViewModel(texts, room);
    InviteView.show(dialogs, texts, model, ZoneOffset.UTC);
    model.create();
  }
}
