package chatx.desktop;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.TokenVault;
import java.util.Optional;

/**
 * The vault as one account's session has it: once the account is removed, a token that was on its
 * way then is not kept any more.
 */
final class RevocableVault implements TokenVault {
  private final TokenVault vault;
  private boolean revoked;

  RevocableVault(TokenVault vault) {
    this.vault = vault;
  }

  @Override
  public synchronized Optional<Secret> load(AccountId account) {
    return revoked ? Optional.empty() : vault.load(account);
  }

  @Override
  public synchronized boolean save(AccountId account, Secret secret) {
    return !revoked && vault.save(account, secret);
  }

  @Override
  public synchronized void forget(AccountId account) {
    vault.forget(account);
  }

  /** Forgets the account for good. */
  synchronized void revoke(AccountId account) {
    revoked = true;
    vault.forget(account);
  }
}
