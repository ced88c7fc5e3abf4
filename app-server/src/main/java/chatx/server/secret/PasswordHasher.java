package chatx.server.secret;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mindrot.jbcrypt.BCrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * bcrypt for the passwords of users and rooms.
 *
 * <p>bcrypt reads 72 bytes and stops at a NUL; so it is given Base64 of an HMAC-SHA-256 over the
 * whole password (44 characters), which makes every character count. The HMAC's key, the pepper, is
 * a file beside the database: a stolen database alone cannot be guessed at. A password is taken in
 * NFC (RFC 8265 §4.2), because keyboards differ in how they write é; nothing else is changed.
 *
 * <p>Work happens on a small pool of platform threads of its own, at most {@code threads} at once;
 * the caller waits (call from virtual threads, never from an I/O thread). When the queue is full
 * the answer is a {@code Busy} at once. Checks that go ahead have as many places of their own,
 * before the others. Thread-safe.
 */
public final class PasswordHasher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PasswordHasher.class);

  /** What jBCrypt accepts without throwing, at a cost that cannot stop the server. */
  private static final Pattern STORED =
      Pattern.compile("\\$2a\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private final Seal pepper;
  private final PasswordSettings settings;
  private final ThreadPoolExecutor pool;
  private final LongAdder computed = new LongAdder();
  private final String dummy;

  public PasswordHasher(Seal pepper, PasswordSettings settings) {
    this.pepper = pepper;
    this.settings = settings;
    this.pool =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new Waiting(settings.queue()),
            Thread.ofPlatform().name("password-", 0).daemon().factory());
    byte[] nobody = new byte[32];
    new SecureRandom().nextBytes(nobody);
    this.dummy =
        BCrypt.hashpw(Base64.getEncoder().encodeToString(nobody), BCrypt.gensalt(settings.cost()));
  }

  /** Hashes a new password; waits for a free thread. */
  public HashedPassword hash(String password) {
    String digest = digest(password);
    String hash =
        run(
            new FutureTask<>(
                counted(() -> BCrypt.hashpw(digest, BCrypt.gensalt(settings.cost())))));
    return hash == null ? new HashedPassword.Busy() : new HashedPassword.Hashed(hash);
  }

  /**
   * Compares a password with a stored hash; waits for a free thread. A damaged hash is a mismatch
   * and one line in the log, and takes as long as a sound one.
   */
  public PasswordCheck check(String password, String stored) {
    return check(password, stored, FutureTask::new);
  }

  /**
   * As {@link #check}, but before all who wait, however many they are: for whoever is probably no
   * guesser.
   */
  public PasswordCheck checkAhead(String password, String stored) {
    return check(password, stored, Ahead::new);
  }

  private PasswordCheck check(
      String password, String stored, Function<Callable<Boolean>, FutureTask<Boolean>> task) {
    boolean sound = STORED.matcher(stored).matches();
    if (!sound) {
      log.error("A stored password hash is damaged; nobody can sign in with it");
    }
    String against = sound ? stored : dummy;
    String digest = digest(password);
    Boolean same = run(task.apply(counted(() -> BCrypt.checkpw(digest, against))));
    if (same == null) {
      return new PasswordCheck.Busy();
    }
    return same && sound
        ? new PasswordCheck.Match(isOutdated(stored))
        : new PasswordCheck.Mismatch();
  }

  /**
   * A hash that no password has, at the current cost: checking against it takes the time of a real
   * check, so that an unknown user cannot be told from a wrong password.
   */
  public String dummy() {
    return dummy;
  }

  /** How many bcrypt computations were started since this hasher was made. */
  public long computed() {
    return computed.sum();
  }

  /** Stops at once; those who wait get {@code Busy}. */
  @Override
  public void close() {
    for (Runnable waiting : pool.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(false);
      }
    }
  }

  private boolean isOutdated(String stored) {
    return Integer.parseInt(stored.substring(4, 6)) != settings.cost();
  }

  private String digest(String password) {
    String text = Normalizer.normalize(password, Normalizer.Form.NFC);
    return Base64.getEncoder().encodeToString(pepper.sign(text));
  }

  private <T> Callable<T> counted(Callable<T> work) {
    return () -> {
      computed.increment();
      return work.call();
    };
  }

  private <T> @Nullable T run(FutureTask<T> task) {
    try {
      pool.execute(task);
      return task.get();
    } catch (RejectedExecutionException | CancellationException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Hashing a password failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Work that need not wait for what is not. */
  private static final class Ahead<T> extends FutureTask<T> {
    Ahead(Callable<T> work) {
      super(work);
    }
  }

  /** What waits for a thread. The bounds are exact for what goes ahead, and near enough for all. */
  private static final class Waiting extends LinkedBlockingDeque<Runnable> {
    private static final long serialVersionUID = 1L;

    private final int places;

    Waiting(int places) {
      super(2 * places);
      this.places = places;
    }

    @Override
    public boolean offer(Runnable task) {
      return task instanceof Ahead ? offerFirst(task) : size() < places && offerLast(task);
    }
  }
}
