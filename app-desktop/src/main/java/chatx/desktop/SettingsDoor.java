package chatx.desktop;

import chatx.desktop.settings.AccountDesk;
import chatx.desktop.settings.AccountViewModel;
import chatx.desktop.settings.HostDesk;
import chatx.desktop.settings.SettingsView;
import chatx.desktop.settings.SettingsViewModel;
import chatx.desktop.storage.Secret;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import java.util.List;

/** Opens the settings, with all that is signed in at the moment. FX thread only. */
record SettingsDoor(Texts texts, Dialogs dialogs, WindowNeeds needs, HostDesk host) {
  void open() {
    List<AccountViewModel> desks =
        needs.app().servers().stream()
            .flatMap(server ->
                needs.accounts().session(server).stream()
                    .map(session -> desk(AccountDesk.of(server.account(), session))))
            .toList();
    SettingsView.show(
        dialogs, texts, new SettingsViewModel(texts, needs.preferences()), desks, host, version());
  }

  /** Hosts never saw the password that their account was made with, so it is filled in for them. */
  private AccountViewModel desk(AccountDesk desk) {
    Work work = needs.work();
    if (!desk.account().hosted()) {
      return new AccountViewModel(texts, desk, work.fx());
    }
    var model =
        new AccountViewModel(texts, new HostAccountDesk(desk, needs.accounts(), work), work.fx());
    work.run(
        () -> needs.accounts().secret(desk.account().id()).map(Secret::password).orElse(""),
        password -> model.currentPasswordProperty().set(password));
    return model;
  }

  private static String version() {
    String version = SettingsDoor.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
