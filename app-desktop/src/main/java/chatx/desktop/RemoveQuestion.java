package chatx.desktop;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.rail.RemoveServerDialog;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.Preferences;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.StorageRefusal;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks before an account is taken off this computer, and says what would be lost. FX thread only.
 */
final class RemoveQuestion {
  private final Texts texts;
  private final Dialogs dialogs;
  private final WindowNeeds needs;
  private final Runnable nobodyLeft;
  private @Nullable Dialog question;

  /**
   * @param nobodyLeft called when the last account was removed
   */
  RemoveQuestion(Texts texts, Dialogs dialogs, WindowNeeds needs, Runnable nobodyLeft) {
    this.texts = texts;
    this.dialogs = dialogs;
    this.needs = needs;
    this.nobodyLeft = nobodyLeft;
  }

  void ask(UUID account) {
    needs
        .app()
        .server(new AccountId(account))
        .filter(server -> !server.account().hosted())
        .ifPresent(server ->
            needs
                .work()
                .run(
                    () -> needs.accounts().unsent(server.account().id()),
                    unsent -> ask(server, unsent)));
  }

  private void ask(ServerModel server, List<OutboxEntry> unsent) {
    if (question != null && question.isShowing()) {
      return;
    }
    List<RemoveServerDialog.Unsent> lost =
        unsent.stream()
            .map(one ->
                new RemoveServerDialog.Unsent(
                    server.room(one.room()).map(RoomModel::name).orElse(""), one.body()))
            .toList();
    question =
        RemoveServerDialog.show(
            dialogs, texts, server.account().serverName(), lost, () -> remove(server.account()));
  }

  private void remove(SavedAccount account) {
    needs.accounts().remove(account, left -> removed(account, left));
  }

  private void removed(SavedAccount account, Optional<StorageRefusal> left) {
    left.ifPresent(why ->
        dialogs.error(
            texts.get("remove.left"),
            texts.get(
                "storage.refused." + why.reason().name().toLowerCase(Locale.ROOT),
                why.path().toString())));
    Preferences preferences = needs.preferences();
    if (preferences.get(Preferences.LAST_ACCOUNT).equals(account.id().toString())) {
      preferences.set(Preferences.LAST_ACCOUNT, "");
      preferences.set(Preferences.LAST_ROOM, "");
    }
    if (needs.accounts().all().isEmpty()) {
      nobodyLeft.run();
    }
  }
}
