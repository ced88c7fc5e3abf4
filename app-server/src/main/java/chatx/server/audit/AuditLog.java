package chatx.server.audit;

import static chatx.server.storage.tables.Tables.AUDIT_HEAD;
import static chatx.server.storage.tables.Tables.AUDIT_LOG;

import chatx.server.audit.Verdict.How;
import chatx.server.audit.Verdict.Intact;
import chatx.server.audit.Verdict.Tampered;
import chatx.server.storage.Tx;
import chatx.server.storage.tables.tables.records.AuditLogRecord;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The append-only table of what matters. Each row carries the hash of the one before, and the head
 * row the number and hash of the last, so that an edited, removed or moved row is found later, the
 * last ones included. It proves nothing against somebody who can rewrite the whole table and knows
 * how: for that, the last hash has to be kept elsewhere from time to time.
 *
 * <p>Any thread; a {@link Tx} belongs to its caller.
 */
public final class AuditLog {
  private static final short HEAD = 1;
  private static final int PAGE = 1000;
  private static final int MAX_LIST = 1000;

  private final Clock clock;

  public AuditLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * Adds an entry in the caller's transaction: it is recorded exactly if what it tells of is.
   *
   * <p>This locks the end of the chain until the transaction ends, so call it as the last thing
   * before the commit; otherwise everybody who audits waits, and two who do it in different orders
   * wait for each other.
   */
  public void append(Tx tx, AuditEntry entry) {
    var head =
        tx.sql()
            .selectFrom(AUDIT_HEAD)
            .where(AUDIT_HEAD.ONLY_ROW.eq(HEAD))
            .forUpdate()
            .fetchSingle();
    AuditRow row =
        new AuditRow(
            head.getLastId() + 1,
            // Both databases keep microseconds; the hash must be over what is read back.
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            entry.actor(),
            entry.action().wireName(),
            entry.subject(),
            entry.address(),
            entry.detail());
    String hash = RowHash.of(head.getLastHash(), row);
    tx.sql()
        .insertInto(AUDIT_LOG)
        .set(AUDIT_LOG.ID, row.id())
        .set(AUDIT_LOG.AT, row.at())
        .set(AUDIT_LOG.ACTOR, row.actor())
        .set(AUDIT_LOG.ACTION, row.action())
        .set(AUDIT_LOG.SUBJECT, row.subject())
        .set(AUDIT_LOG.ADDRESS, row.address())
        .set(AUDIT_LOG.DETAIL, row.detail())
        .set(AUDIT_LOG.PREVIOUS_HASH, head.getLastHash())
        .set(AUDIT_LOG.ROW_HASH, hash)
        .execute();
    tx.sql()
        .update(AUDIT_HEAD)
        .set(AUDIT_HEAD.LAST_ID, row.id())
        .set(AUDIT_HEAD.LAST_HASH, hash)
        .where(AUDIT_HEAD.ONLY_ROW.eq(HEAD))
        .execute();
  }

  /**
   * The newest rows that match, newest first.
   *
   * @param beforeId only rows with a smaller id; {@link Long#MAX_VALUE} for the first page
   * @param limit 1 to 1000
   */
  public List<AuditRow> list(Tx tx, AuditFilter filter, long beforeId, int limit) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(AUDIT_LOG.ID.lt(beforeId));
    filter.action().ifPresent(a -> conditions.add(AUDIT_LOG.ACTION.eq(a.wireName())));
    filter.actor().ifPresent(a -> conditions.add(AUDIT_LOG.ACTOR.eq(a)));
    filter.subject().ifPresent(s -> conditions.add(AUDIT_LOG.SUBJECT.eq(s)));
    filter.since().ifPresent(t -> conditions.add(AUDIT_LOG.AT.ge(t)));
    filter.until().ifPresent(t -> conditions.add(AUDIT_LOG.AT.lt(t)));
    return tx.sql()
        .selectFrom(AUDIT_LOG)
        .where(conditions)
        .orderBy(AUDIT_LOG.ID.desc())
        .limit(Math.clamp(limit, 1, MAX_LIST))
        .fetch(AuditLog::row);
  }

  /** Walks the whole chain and names the first row that is not what it was. */
  public Verdict verify(Tx tx) {
    var head = tx.sql().selectFrom(AUDIT_HEAD).where(AUDIT_HEAD.ONLY_ROW.eq(HEAD)).fetchOne();
    // Without its head the chain's end cannot be known: the row after the last is the first doubt.
    long lastId = head == null ? Long.MAX_VALUE : head.getLastId();
    Chain chain = new Chain();
    while (true) {
      List<AuditLogRecord> page =
          tx.sql()
              .selectFrom(AUDIT_LOG)
              .where(AUDIT_LOG.ID.gt(chain.lastId).and(AUDIT_LOG.ID.le(lastId)))
              .orderBy(AUDIT_LOG.ID)
              .limit(PAGE)
              .fetch();
      for (AuditLogRecord row : page) {
        @Nullable Tampered tampered = chain.add(tx, row);
        if (tampered != null) {
          return tampered;
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    if (chain.lastId < lastId) {
      return new Tampered(chain.lastId + 1, How.REMOVED);
    }
    if (head == null || !head.getLastHash().equals(chain.lastHash)) {
      return new Tampered(chain.lastId, How.EDITED);
    }
    if (endsPastHead(tx)) {
      return new Tampered(lastId + 1, How.ADDED);
    }
    return new Intact(chain.lastId, chain.lastHash);
  }

  /** Rows first and the head after them: others may be appending meanwhile. */
  private static boolean endsPastHead(Tx tx) {
    @Nullable Long last =
        tx.sql().select(DSL.max(AUDIT_LOG.ID)).from(AUDIT_LOG).fetchOne(DSL.max(AUDIT_LOG.ID));
    @Nullable Long head =
        tx.sql().select(AUDIT_HEAD.LAST_ID).from(AUDIT_HEAD).fetchOne(AUDIT_HEAD.LAST_ID);
    return last != null && (head == null || last > head);
  }

  /** As much of the chain as was found to be good. */
  private static final class Chain {
    private long lastId;
    private String lastHash = "";

    /** Takes the next row, or says what is wrong at this place. */
    private @Nullable Tampered add(Tx tx, AuditLogRecord found) {
      long expected = lastId + 1;
      boolean follows = found.getPreviousHash().equals(lastHash);
      boolean itself = found.getRowHash().equals(RowHash.of(found.getPreviousHash(), row(found)));
      if (found.getId() == expected && follows && itself) {
        lastId = expected;
        lastHash = found.getRowHash();
        return null;
      }
      if (found.getId() == expected && !follows && itself && expected > 1) {
        // This row is as it was written: the one before got a new content and a new hash.
        return new Tampered(lastId, How.EDITED);
      }
      // The row that belongs here carries the good part's hash, wherever it is now.
      boolean elsewhere =
          tx.sql()
              .fetchExists(
                  AUDIT_LOG, AUDIT_LOG.PREVIOUS_HASH.eq(lastHash).and(AUDIT_LOG.ID.ne(expected)));
      if (elsewhere) {
        return new Tampered(expected, How.MOVED);
      }
      return new Tampered(expected, found.getId() > expected ? How.REMOVED : How.EDITED);
    }
  }

  private static AuditRow row(AuditLogRecord found) {
    return new AuditRow(
        found.getId(),
        found.getAt(),
        found.getActor(),
        found.getAction(),
        found.getSubject(),
        found.getAddress(),
        found.getDetail());
  }
}
