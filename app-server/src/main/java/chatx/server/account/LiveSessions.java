package chatx.server.account;

import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.server.command.Identity;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions have not ended, as far as access tokens need to know: the database, remembered for
 * a few seconds. What this server ends is forgotten at once; what another process ends in the same
 * database counts after {@link #MEMORY} at the latest. Any thread; blocks on the database.
 */
final class LiveSessions {
  private static final Duration MEMORY = Duration.ofSeconds(10);
  private static final int MOST = 50_000;

  private final Transactions transactions;
  private final LoginSessionStore sessions;
  private final AccountStore accounts;
  private final Clock clock;
  private final Cache<SessionId, Optional<Identity>> remembered =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MEMORY).build();

  LiveSessions(
      Transactions transactions, LoginSessionStore sessions, AccountStore accounts, Clock clock) {
    this.transactions = transactions;
    this.sessions = sessions;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Whom the session speaks for; null when it has ended, or its account is disabled. */
  @Nullable Identity identity(SessionId session) {
    // Loading inside the cache: a session that ends meanwhile is forgotten after it was put in.
    return remembered.get(session, this::load).orElse(null);
  }

  /** To be called after the commit that ended them. */
  void forget(List<SessionId> ended) {
    remembered.invalidateAll(ended);
  }

  /** Every session that the user ever had and that may still be remembered. */
  List<SessionId> of(UserId user) {
    return transactions.read(tx -> sessions.idsOf(tx, user, clock.instant()));
  }

  private Optional<Identity> load(SessionId id) {
    return transactions.read(tx -> find(tx, id));
  }

  private Optional<Identity> find(Tx tx, SessionId id) {
    LoginSessionStore.Session session = sessions.byId(tx, id, clock.instant());
    if (session == null || !session.open()) {
      return Optional.empty();
    }
    AccountRow account = accounts.byId(tx, session.user());
    return account == null || account.disabled()
        ? Optional.empty()
        : Optional.of(new Identity(account.user(), id, account.admin()));
  }
}
