package chatx.desktop.members;

import chatx.desktop.model.MemberModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberRole;
import chatx.protocol.UserSummary;

/** What acting on members looks like. */
public final class MemberSamples {
  private MemberSamples() {}

  public static void ban(Dialogs dialogs, Texts texts, RoomModel room, UserSummary whom) {
    var model = new MembersViewModel(texts);
    model.show(room);
    var _ =
        ReasonDialog.show(
            dialogs,
            texts,
            MemberAction.BAN,
            new MemberModel(whom, MemberRole.MEMBER, false),
            SafeText.oneLine(room.name()),
            model);
  }
}
