package chatx.server.account;

import chatx.protocol.ProblemCode;
import chatx.protocol.UserId;
import chatx.server.audit.AuditLog;
import chatx.server.audit.LimitHits;
import chatx.server.limit.Decision;
import chatx.server.problem.Problems;
import chatx.server.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers who met a limit, and writes the first of many such answers into the audit log. */
final class LimitReports {
  private final Transactions transactions;
  private final AuditLog audit;
  private final LimitHits limitHits;

  LimitReports(Transactions transactions, AuditLog audit, Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.limitHits = new LimitHits(clock);
  }

  /**
   * The answer.
   *
   * @param limit its name
   * @param key who or what met it
   * @param actor null for who is not signed in
   */
  <T> Outcome<T> refusal(
      String limit,
      String key,
      @Nullable UserId actor,
      String address,
      Decision.Limited limited,
      ProblemCode code) {
    limitHits
        .hit(limit, key, actor == null ? null : actor.toString(), address)
        .ifPresent(entry ->
            transactions.commit(tx -> {
              audit.append(tx, entry);
              return true;
            }));
    Duration wait = limited.retryAfter();
    return Outcome.refused(
        Problems.later(
            code,
            "There were too many tries. Try again in %d seconds."
                .formatted(Math.max(1, wait.plusMillis(999).toSeconds())),
            wait));
  }
}
