package chatx.desktop.storage;

import java.util.Optional;

/**
 * The keyring where it works, else the files. A secret is in one of the two: the file, where there
 * is one, is the newer.
 */
final class ChosenVault implements TokenVault {
  private final Optional<KeyringVault> keyring;
  private final FileVault files;

  ChosenVault(Optional<KeyringVault> keyring, FileVault files) {
    this.keyring = keyring;
    this.files = files;
  }

  @Override
  public synchronized Optional<Secret> load(AccountId account) {
    Optional<Secret> inFile = files.load(account);
    return inFile.isPresent() ? inFile : keyring.flatMap(vault -> vault.load(account));
  }

  @Override
  public synchronized boolean save(AccountId account, Secret secret) {
    if (keyring.isPresent() && keyring.get().save(account, secret)) {
      files.forget(account);
      return true;
    }
    return files.save(account, secret);
  }

  @Override
  public synchronized void forget(AccountId account) {
    files.forget(account);
    keyring.ifPresent(vault -> vault.forget(account));
  }
}
