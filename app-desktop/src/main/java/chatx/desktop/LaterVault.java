package chatx.desktop;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.TokenVault;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A vault that is still being opened: a keyring may take its time, or ask the person for a
 * password, and the window must not wait for it.
 */
final class LaterVault implements TokenVault {
  private final CompletableFuture<TokenVault> vault;

  LaterVault(AppFolder folder) {
    this.vault =
        CompletableFuture.supplyAsync(
            () -> TokenVault.open(folder), task -> Thread.ofVirtual().name("vault").start(task));
  }

  @Override
  public Optional<Secret> load(AccountId account) {
    return vault.join().load(account);
  }

  @Override
  public boolean save(AccountId account, Secret secret) {
    return vault.join().save(account, secret);
  }

  @Override
  public void forget(AccountId account) {
    vault.join().forget(account);
  }
}
