package chatx.desktop.invite;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import java.time.ZoneOffset;

/** The dialog of invites, for pictures. */
public final class InviteSamples {
  private InviteSamples() {}

  /** With a link that was just made. */
  public static void made(Dialogs dialogs, Texts texts, RoomModel room) {
    made(dialogs, texts, InviteViewModel.toRoom(texts, room));
  }

  /** To the server alone. */
  public static void made(Dialogs dialogs, Texts texts, ServerModel server) {
    made(dialogs, texts, InviteViewModel.toServer(texts, server));
  }

  private static void made(Dialogs dialogs, Texts texts, InviteViewModel model) {
    InviteView.show(dialogs, texts, model, ZoneOffset.UTC);
    model.create();
  }
}
