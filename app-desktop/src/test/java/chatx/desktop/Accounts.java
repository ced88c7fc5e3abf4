package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.SavedAccounts;
import java.nio.file.Path;
import java.util.List;

/** The list of accounts of an app that does not run. */
final class Accounts {
  private Accounts() {}

  static void write(Path data, List<SavedAccount> accounts) {
    try (AppFolder folder = ((AppFolder.Opened) AppFolder.open(data, List.of())).folder()) {
      SavedAccounts saved = ((SavedAccounts.Opened) SavedAccounts.open(folder)).accounts();
      for (SavedAccount account : accounts) {
        assertThat(saved.save(account)).isEmpty();
      }
    }
  }

  static List<SavedAccount> read(Path data) {
    try (AppFolder folder = ((AppFolder.Opened) AppFolder.open(data, List.of())).folder()) {
      return ((SavedAccounts.Opened) SavedAccounts.open(folder)).accounts().all();
    }
  }
}
