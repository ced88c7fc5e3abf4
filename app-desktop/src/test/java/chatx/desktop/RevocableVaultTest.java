package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.Secret;
import chatx.desktop.testing.MemoryVault;
import org.junit.jupiter.api.Test;

class RevocableVaultTest {
  @Test
  void a_token_that_comes_after_the_account_was_removed_is_not_kept() {
    var kept = new MemoryVault();
    AccountId account = AccountId.random();
    var vault = new RevocableVault(kept);
    assertThat(vault.save(account, new Secret("first", null, null))).isTrue();
    assertThat(vault.load(account)).isPresent();
    vault.revoke(account);
    assertThat(vault.save(account, new Secret("late", null, null))).isFalse();
    assertThat(vault.load(account)).isEmpty();
    assertThat(kept.load(account)).isEmpty();
  }
}
