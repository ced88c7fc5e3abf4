package chatx.desktop;

import chatx.desktop.model.Alert;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.StorageNotice;
import chatx.desktop.storage.StorageRefusal;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.protocol.Problem;
import chatx.protocol.invite.InviteLink;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;

/**
 * What the app has to say by itself, in the words of one language. FX thread only.
 *
 * @param back where the keyboard goes after what was said at the start, when rooms came meanwhile
 */
record Announcements(Texts texts, Dialogs dialogs, Toasts toasts, Runnable back) {
  private static final double AVATAR = 32;

  void notice(StorageNotice notice) {
    Toasts.Kind kind =
        notice == StorageNotice.DISK_WORKS_AGAIN ? Toasts.Kind.DONE : Toasts.Kind.WARNING;
    toasts.show(kind, texts.get("storage." + notice.name().toLowerCase(Locale.ROOT)));
  }

  void refused(StorageRefusal why) {
    dialogs.error(
        texts.get("storage.refused.title"),
        texts.get(
            "storage.refused." + why.reason().name().toLowerCase(Locale.ROOT),
            why.path().toString()));
  }

  /** An invite did not lead into its room. */
  void notJoined(Problem why) {
    dialogs.error(texts.get("invite.not_joined"), texts.problem(why.code(), why.retryAfterMs()));
  }

  /** One question before a person who is on the server already joins by an invite. */
  void invited(InviteLink link, ServerModel server, Runnable join) {
    String room = link.room();
    String where = SafeText.oneLine(server.account().serverName());
    if (room == null) {
      dialogs.confirm(
          texts.get("invite.there.title", where),
          texts.get("invite.join.known", SafeText.oneLine(server.me().displayName())),
          texts.get("invite.there.go"),
          join);
      return;
    }
    dialogs.confirm(
        texts.get("invite.join.title", SafeText.oneLine(room)),
        texts.get("invite.join.where", where)
            + "\n"
            + texts.get("invite.join.known", SafeText.oneLine(server.me().displayName())),
        texts.get("invite.join.go"),
        join);
  }

  void notHosting(String words) {
    dialogs.error(texts.get("host.failed"), words).onClosed(back);
  }

  /** Others have to be told the new address, so it stays until it is closed. */
  void moved(OwnServer.Moved moved, List<String> addresses) {
    String from = Integer.toString(moved.from());
    String to = Integer.toString(moved.to());
    var words =
        new Label(
            texts.get(addresses.isEmpty() ? "host.moved.alone" : "host.moved.text", from, to));
    words.setWrapText(true);
    words.getStyleClass().add("dialog-text");
    Dialog dialog = dialogs.panel(texts.get("host.moved.title"), words);
    if (!addresses.isEmpty()) {
      String address = addresses.getFirst();
      dialog.button(
          texts.get("host.moved.copy") + ": " + address,
          () -> {
            RowMenu.copy("", address).fire();
            dialog.close();
          });
    }
    dialog.action(texts.get("dialog.ok"), dialog::close);
    dialog.onClosed(back).show();
  }

  void farewell(ServerModel.Farewell farewell) {
    if (farewell.why() == null || farewell.by() == null) {
      return;
    }
    toasts.show(
        Toasts.Kind.NOTICE,
        texts.get(
            "farewell." + farewell.why().name().toLowerCase(Locale.ROOT),
            SafeText.oneLine(farewell.name()),
            SafeText.oneLine(farewell.by().displayName())));
  }

  /** A word inside the window about a message elsewhere; a click goes there. */
  void message(Alert alert, Runnable goThere) {
    toasts.message(
        Avatar.of(alert.author().id(), alert.author().displayName(), AVATAR),
        Notifications.heading(alert),
        alert.text(),
        goThere);
  }
}
