package chatx.desktop.storage;

import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's keyring. Each call has a thread of its own and a time limit, because a keyring may
 * ask its user for a password and wait for ever.
 */
final class KeyringVault implements TokenVault {
  private static final Logger log = LoggerFactory.getLogger(KeyringVault.class);
  private static final String SERVICE = "ChatX";
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private final Keyring keyring;

  private KeyringVault(Keyring keyring) {
    this.keyring = keyring;
  }

  /** Empty where there is no keyring, or none that gives back what it was given. */
  static Optional<KeyringVault> open() {
    return ask(
            "open",
            () -> {
              KeyringVault vault = new KeyringVault(Keyring.create());
              String probe = "probe-" + UUID.randomUUID();
              vault.keyring.setPassword(SERVICE, probe, probe);
              boolean works = probe.equals(vault.keyring.getPassword(SERVICE, probe));
              vault.keyring.deletePassword(SERVICE, probe);
              return works ? Optional.of(vault) : Optional.<KeyringVault>empty();
            })
        .orElse(Optional.empty());
  }

  @Override
  public Optional<Secret> load(AccountId account) {
    return ask("read", () -> keyring.getPassword(SERVICE, account.toString()))
        .flatMap(StoredSecret::read);
  }

  @Override
  public boolean save(AccountId account, Secret secret) {
    String text = StoredSecret.write(secret);
    return ask(
            "write",
            () -> {
              keyring.setPassword(SERVICE, account.toString(), text);
              return true;
            })
        .orElse(false);
  }

  @Override
  public void forget(AccountId account) {
    var _ =
        ask(
            "forget",
            () -> {
              keyring.deletePassword(SERVICE, account.toString());
              return true;
            });
  }

  /** Native code and D-Bus fail in many ways; all of them mean that there is no keyring now. */
  private static <T> Optional<T> ask(String what, Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        Thread.ofPlatform()
            .name("keyring")
            .daemon()
            .start(() -> {
              try {
                answer.complete(question.call());
              } catch (Exception | LinkageError failed) {
                answer.completeExceptionally(failed);
              }
            });
    try {
      return Optional.ofNullable(answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException failed) {
      // A keyring says so by an exception when it has nothing under a name.
      if (!(failed.getCause() instanceof PasswordAccessException)) {
        log.info("the system's keyring does not {}: {}", what, String.valueOf(failed.getCause()));
      }
      return Optional.empty();
    } catch (TimeoutException _) {
      log.info("the system's keyring does not {} in time", what);
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
