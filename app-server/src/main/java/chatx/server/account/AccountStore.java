package chatx.server.account;

import static chatx.server.storage.tables.Tables.USERS;
import static chatx.server.storage.tables.Tables.USER_NAME_SHAPES;

import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.storage.Tx;
import chatx.server.storage.tables.tables.records.UsersRecord;
import chatx.server.text.NameKey;
import org.jspecify.annotations.Nullable;

/** Accounts in the database. Stateless; any thread. */
final class AccountStore {

  /** Whether a name is free. */
  enum NameState {
    FREE,
    TAKEN,
    TOO_SIMILAR
  }

  NameState nameState(Tx tx, NameKey key) {
    if (tx.sql().fetchExists(USERS, USERS.NAME_KEY.eq(key.folded()))) {
      return NameState.TAKEN;
    }
    boolean similar =
        tx.sql().fetchExists(USER_NAME_SHAPES, USER_NAME_SHAPES.SHAPE.in(key.shapes()));
    return similar ? NameState.TOO_SIMILAR : NameState.FREE;
  }

  boolean isEmailTaken(Tx tx, String emailKey) {
    return tx.sql().fetchExists(USERS, USERS.EMAIL_KEY.eq(emailKey));
  }

  /** Hits a constraint when a name that looks alike was registered meanwhile. */
  void insert(Tx tx, AccountRow account, NameKey key, @Nullable String emailKey) {
    tx.sql()
        .insertInto(USERS)
        .set(USERS.ID, account.user().id().value())
        .set(USERS.NAME, account.user().name())
        .set(USERS.NAME_KEY, key.folded())
        .set(USERS.DISPLAY_NAME, account.user().displayName())
        .set(USERS.EMAIL, account.email())
        .set(USERS.EMAIL_KEY, emailKey)
        .set(USERS.PASSWORD_HASH, account.passwordHash())
        .set(USERS.ADMIN, account.admin())
        .set(USERS.CREATED_AT, account.createdAt())
        .execute();
    for (String shape : key.shapes()) {
      tx.sql()
          .insertInto(USER_NAME_SHAPES)
          .set(USER_NAME_SHAPES.SHAPE, shape)
          .set(USER_NAME_SHAPES.USER_ID, account.user().id().value())
          .execute();
    }
  }

  @Nullable AccountRow byNameKey(Tx tx, String folded) {
    return row(tx.sql().selectFrom(USERS).where(USERS.NAME_KEY.eq(folded)).fetchOne());
  }

  @Nullable AccountRow byId(Tx tx, UserId id) {
    return row(tx.sql().selectFrom(USERS).where(USERS.ID.eq(id.value())).fetchOne());
  }

  /** As {@link #byId}, and nobody else changes the account until the transaction ends. */
  @Nullable AccountRow lock(Tx tx, UserId id) {
    return row(tx.sql().selectFrom(USERS).where(USERS.ID.eq(id.value())).forUpdate().fetchOne());
  }

  void setPasswordHash(Tx tx, UserId id, String hash) {
    tx.sql().update(USERS).set(USERS.PASSWORD_HASH, hash).where(USERS.ID.eq(id.value())).execute();
  }

  private static @Nullable AccountRow row(@Nullable UsersRecord row) {
    return row == null
        ? null
        : new AccountRow(
            new UserSummary(new UserId(row.getId()), row.getName(), row.getDisplayName()),
            row.getEmail(),
            row.getPasswordHash(),
            row.getAdmin(),
            row.getDisabledAt() != null,
            row.getCreatedAt());
  }
}
