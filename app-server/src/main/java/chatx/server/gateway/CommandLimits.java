package chatx.server.gateway;

import chatx.protocol.ClientCommand;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.SendMessage;
import chatx.server.audit.AuditLog;
import chatx.server.audit.LimitHits;
import chatx.server.command.Caller;
import chatx.server.command.CommandGate;
import chatx.server.command.Identity;
import chatx.server.limit.AddressKey;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many commands a user may give, over all connections and reconnects, and on one of them. */
public final class CommandLimits implements CommandGate {
  private static final Logger log = LoggerFactory.getLogger(CommandLimits.class);

  private final RateLimits limits;
  private final LimitHits hits;
  private final AuditLog audit;
  private final Transactions transactions;

  public CommandLimits(
      RateLimits limits, LimitHits hits, AuditLog audit, Transactions transactions) {
    this.limits = limits;
    this.hits = hits;
    this.audit = audit;
    this.transactions = transactions;
  }

  @Override
  public @Nullable Problem refusal(Caller caller, ClientCommand command) {
    Identity who = caller.identity();
    LimitKind kind;
    String key;
    if (who == null) {
      kind = LimitKind.REQUESTS_PER_ADDRESS;
      key = AddressKey.of(InetAddress.ofLiteral(caller.address()));
    } else {
      kind =
          command instanceof SendMessage
              ? LimitKind.MESSAGES_PER_USER
              : LimitKind.COMMANDS_PER_USER;
      key = who.id().toString();
    }
    Problem refusal = refusal(kind, key, caller);
    if (refusal == null) {
      refusal =
          refusal(LimitKind.COMMANDS_PER_CONNECTION, Long.toString(caller.connection()), caller);
      if (refusal != null) {
        limits.giveBack(kind, key);
      }
    }
    return refusal;
  }

  private @Nullable Problem refusal(LimitKind kind, String key, Caller caller) {
    return switch (limits.take(kind, key)) {
      case Decision.Allowed _ -> null;
      case Decision.Limited limited -> {
        record(kind, key, caller);
        yield Problems.later(
            ProblemCode.RATE_LIMITED,
            "That was too much at once. Wait a moment; nothing was lost but this.",
            limited.retryAfter());
      }
    };
  }

  /** The read thread must not wait for the database. */
  private void record(LimitKind kind, String key, Caller caller) {
    Identity who = caller.identity();
    String limit = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    hits.hit(limit, key, who == null ? null : who.id().toString(), caller.address())
        .ifPresent(entry ->
            Thread.ofVirtual()
                .name("audit")
                .start(() -> {
                  try {
                    transactions.commit(tx -> {
                      audit.append(tx, entry);
                      return true;
                    });
                  } catch (StorageException e) {
                    log.warn("a limit that was hit could not be recorded", e);
                  }
                }));
  }
}
