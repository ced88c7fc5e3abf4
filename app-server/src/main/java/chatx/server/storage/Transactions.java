package chatx.server.storage;

import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions. {@link #write} returns only when what was done survives a power cut: on
 * PostgreSQL that is the commit, on H2 a synced checkpoint after it, which callers that wait at the
 * same time share. Blocking; for virtual threads. Throws {@link StorageException}.
 */
public final class Transactions {
  private static final int ATTEMPTS = 4;

  private final Database database;
  private final GroupSync sync;

  Transactions(Database database) {
    this.database = database;
    this.sync = new GroupSync(database::checkpoint, database::requireSpace);
  }

  /** One consistent look, which must not change anything. */
  public <T extends @Nullable Object> T read(Function<Tx, T> work) {
    try (Tx tx = new Tx(database, null)) {
      return work.apply(tx);
    } catch (DataAccessException e) {
      throw Failures.of(e);
    }
  }

  /**
   * All of it or nothing, durable when this returns. The work may be run again after a conflict.
   */
  public <T extends @Nullable Object> T write(Function<Tx, T> work) {
    T result = commit(work);
    makeDurable();
    return result;
  }

  /** As {@link #write}, for records whose loss in a power cut nobody was promised against. */
  public <T extends @Nullable Object> T commit(Function<Tx, T> work) {
    requireSpace();
    for (int attempt = 1; ; attempt++) {
      try (Tx tx = begin()) {
        T result = work.apply(tx);
        tx.commit();
        return result;
      } catch (DataAccessException e) {
        if (attempt == ATTEMPTS || !Failures.isWorthRepeating(e)) {
          throw Failures.of(e);
        }
      }
    }
  }

  /**
   * To be asked before a {@link #begin begun} transaction that writes is committed: a full disk has
   * to be noticed before it is full.
   *
   * @throws StorageException when there is no room
   */
  public void requireSpace() {
    database.requireSpace();
  }

  /** A transaction whose end the caller decides, soon: on H2 its file waits for it. */
  public Tx begin() {
    return new Tx(database, database.whole());
  }

  /** What a statement in a {@link #begin begun} transaction threw, as callers know it. */
  public static RuntimeException translated(RuntimeException e) {
    return e instanceof DataAccessException ? Failures.of(e) : e;
  }

  /** Whether the database itself is away, so that what comes next would fail as this did. */
  public static boolean isAway(RuntimeException e) {
    return e instanceof StorageException storage
        && storage.kind() == StorageException.Kind.UNAVAILABLE
        && !Failures.isWorthRepeating(storage);
  }

  /**
   * Returns when everything committed before this call survives a power cut. Not to be called
   * inside a transaction that has begun.
   */
  public void makeDurable() {
    if (database.needsSync()) {
      sync.sync();
    }
  }
}
