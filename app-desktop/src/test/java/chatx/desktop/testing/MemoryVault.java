package chatx.desktop.testing;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.TokenVault;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps secrets as long as the test runs. */
public final class MemoryVault implements TokenVault {
  private final Map<AccountId, Secret> secrets = new ConcurrentHashMap<>();

  @Override
  public Optional<Secret> load(AccountId account) {
    return Optional.ofNullable(secrets.get(account));
  }

  @Override
  public boolean save(AccountId account, Secret secret) {
    secrets.put(account, secret);
    return true;
  }

  @Override
  public void forget(AccountId account) {
    secrets.remove(account);
  }
}
