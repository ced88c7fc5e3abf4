package chatx.desktop.storage;

import java.util.Optional;

/**
 * Keeps secrets across restarts, where only this user of the computer can read them. Any thread;
 * calls block on disk or on the system's keyring, so never on the window's thread.
 */
public interface TokenVault {
  /** What was last saved; empty when nothing was, or when it cannot be read any more. */
  Optional<Secret> load(AccountId account);

  /**
   * Replaces what is kept. Save a rotated token before using it.
   *
   * @return whether it is safely kept; if not, what was kept before still is
   */
  boolean save(AccountId account, Secret secret);

  /** Removes what is kept, if anything is. */
  void forget(AccountId account);

  /** The system's keyring where it works, else encrypted files in the folder. Blocks. */
  static TokenVault open(AppFolder folder) {
    return new ChosenVault(KeyringVault.open(), new FileVault(folder.path().resolve("secrets")));
  }
}
