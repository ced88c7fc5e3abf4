package chatx.desktop.members;

import chatx.desktop.model.MemberModel;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Field;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.Limits;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Asks before somebody is removed or banned, and why. */
final class ReasonDialog {
  private ReasonDialog() {}

  static Dialog show(
      Dialogs dialogs,
      Texts texts,
      MemberAction action,
      MemberModel member,
      String room,
      MembersViewModel model) {
    boolean ban = action == MemberAction.BAN;
    String name = SafeText.oneLine(member.user().displayName());
    var lead = new Label(texts.get(ban ? "members.ban_text" : "members.kick_text", name, room));
    lead.setWrapText(true);
    lead.getStyleClass().add("dialog-text");
    var reason = new SimpleStringProperty("");
    var wrong = new SimpleStringProperty("");
    var input = new TextField();
    var field =
        new Field(input, "member-reason", texts.get("members.reason"), reason)
            .hint(texts.get("members.reason_hint"))
            .problem(wrong);
    var body = new VBox(lead, field);
    body.getStyleClass().add("form");
    String go = texts.get(ban ? "members.ban" : "members.kick");
    Dialog dialog =
        dialogs
            .panel(texts.get(ban ? "members.ban_title" : "members.kick_title", name), body)
            .focusOn(input);
    dialog.cancel();
    Button button =
        dialog.danger(
            go,
            () -> {
              String why = reason.get();
              if (why.codePointCount(0, why.length()) > Limits.REASON) {
                wrong.set(texts.get("members.reason_long", Limits.REASON));
                return;
              }
              wrong.set("");
              var _ =
                  model
                      .carryOut(action, member, why)
                      .thenAccept(
                          problem -> problem.ifPresentOrElse(dialog::problem, dialog::close));
            });
    button.setId("member-go");
    return dialog.show();
  }
}
