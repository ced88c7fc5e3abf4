package chatx.server.admin;

import chatx.protocol.Invite;
import chatx.protocol.InviteId;
import chatx.protocol.RoomId;
import chatx.server.admin.Outcome.Done;
import chatx.server.admin.Outcome.Refused;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditFilter;
import chatx.server.audit.AuditLog;
import chatx.server.audit.AuditRow;
import chatx.server.audit.Verdict;
import chatx.server.invite.InvitePlace;
import chatx.server.invite.Invites;
import chatx.server.limit.LimitSettings;
import chatx.server.limit.RateLimits;
import chatx.server.room.RoomStore;
import chatx.server.secret.HashedPassword;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Ids;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import chatx.server.text.Checked;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;
import chatx.server.text.PasswordRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can do to users, rooms and sessions. Every change and its audit entry are one
 * transaction; those who are connected are told after it. Blocking; any thread but an I/O thread.
 */
public final class Administration {
  /** Letters and digits that are not taken for each other when they are read out. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private final Transactions transactions;
  private final AuditLog audit;
  private final PasswordHasher hasher;
  private final LiveServer live;
  private final Clock clock;
  private final Invites invites;
  private final AdminStore store = new AdminStore();
  private final RoomStore rooms = new RoomStore();
  private final PasswordRules passwordRules = PasswordRules.load();
  private final SecureRandom random = new SecureRandom();

  public Administration(
      Transactions transactions,
      AuditLog audit,
      PasswordHasher hasher,
      LiveServer live,
      Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.hasher = hasher;
    this.live = live;
    this.clock = clock;
    this.invites =
        new Invites(
            transactions, audit, new RateLimits(LimitSettings.standard(), System::nanoTime), clock);
  }

  /** The users whose name contains a part, by name; 1000 at most. */
  public List<UserRow> users(Optional<String> part) {
    return transactions.read(tx -> store.usersLike(tx, part, clock.instant()));
  }

  /**
   * Makes a user.
   *
   * @param password or null for a generated one, which the answer then shows
   */
  public Outcome createUser(String rawName, @Nullable String password, boolean admin) {
    if (!(NameRules.userName(rawName, "name") instanceof Checked.Ok<String>(String name))) {
      return refusal(NameRules.userName(rawName, "name"));
    }
    String chosen = password == null ? generate() : password;
    if (passwordRules.check(chosen, List.of(name), "password")
        instanceof Checked.Refused<String> refused) {
      return new Refused(refused.message());
    }
    if (!(hasher.hash(chosen) instanceof HashedPassword.Hashed(String hash))) {
      return new Refused("Too many passwords are being hashed. Try again in a moment.");
    }
    UUID id = Ids.next();
    Outcome taken =
        new Refused("The name “" + name + "” is taken, or looks like one that is. Choose another.");
    try {
      return transactions.write(tx -> {
        if (store.isNameTaken(tx, NameKey.of(name))) {
          return taken;
        }
        store.insertUser(tx, id, name, hash, admin, clock.instant());
        record(tx, AuditAction.ADMIN_USER_CREATED, id, admin ? "admin=true" : null);
        return new Done(
            "User "
                + name
                + " was created"
                + (admin ? " as administrator" : "")
                + "."
                + shown(password, chosen));
      });
    } catch (StorageException failed) {
      if (failed.kind() == StorageException.Kind.CONFLICT) {
        return taken;
      }
      throw failed;
    }
  }

  /** Keeps a user out and ends all sessions, or lets the user in again. */
  public Outcome setDisabled(String user, boolean disabled) {
    return change(
        user,
        (tx, row) -> {
          if (row.disabled() == disabled) {
            return new Refused(
                row.name() + " is " + (disabled ? "" : "not ") + "disabled already.");
          }
          store.setDisabled(tx, row.id(), disabled ? clock.instant() : null);
          int ended = disabled ? store.endSessions(tx, row.id(), clock.instant()) : 0;
          record(
              tx,
              disabled ? AuditAction.ADMIN_USER_DISABLED : AuditAction.ADMIN_USER_ENABLED,
              row.id(),
              null);
          return new Done(
              disabled
                  ? row.name() + " is disabled; " + sessions(ended) + " ended."
                  : row.name() + " can sign in again.");
        });
  }

  /**
   * Gives a user another password and ends all sessions.
   *
   * @param password or null for a generated one, which the answer then shows
   */
  public Outcome resetPassword(String user, @Nullable String password) {
    String chosen = password == null ? generate() : password;
    if (passwordRules.check(chosen, List.of(user), "password")
        instanceof Checked.Refused<String> refused) {
      return new Refused(refused.message());
    }
    if (!(hasher.hash(chosen) instanceof HashedPassword.Hashed(String hash))) {
      return new Refused("Too many passwords are being hashed. Try again in a moment.");
    }
    return change(
        user,
        (tx, row) -> {
          store.setPassword(tx, row.id(), hash);
          int ended = store.endSessions(tx, row.id(), clock.instant());
          record(tx, AuditAction.ADMIN_PASSWORD_RESET, row.id(), null);
          return new Done(
              "The password of "
                  + row.name()
                  + " was changed; "
                  + sessions(ended)
                  + " ended."
                  + shown(password, chosen));
        });
  }

  /** Makes a user an administrator, or takes that away. */
  public Outcome setAdmin(String user, boolean admin) {
    return change(
        user,
        (tx, row) -> {
          if (row.admin() == admin) {
            return new Refused(
                row.name() + " is " + (admin ? "" : "no ") + "administrator already.");
          }
          store.setAdmin(tx, row.id(), admin);
          // Rights are part of a session's identity: it is taken up anew at the next sign-in.
          int ended = store.endSessions(tx, row.id(), clock.instant());
          record(tx, admin ? AuditAction.ADMIN_GRANTED : AuditAction.ADMIN_REVOKED, row.id(), null);
          return new Done(
              row.name()
                  + (admin ? " is now administrator; " : " is no longer administrator; ")
                  + sessions(ended)
                  + " ended.");
        });
  }

  /** Ends all sessions of a user. */
  public Outcome signOut(String user) {
    return change(
        user,
        (tx, row) -> {
          int ended = store.endSessions(tx, row.id(), clock.instant());
          record(tx, AuditAction.ADMIN_SIGNED_OUT, row.id(), "sessions=" + ended);
          return new Done(sessions(ended) + " of " + row.name() + " ended.");
        });
  }

  /** The open sessions of one user or of all, the last used first; 1000 at most. */
  public List<SessionRow> sessions(Optional<String> user) {
    return transactions.read(tx -> {
      Instant now = clock.instant();
      if (user.isEmpty()) {
        return store.sessions(tx, Optional.empty(), now);
      }
      return store
          .user(tx, user.get(), now)
          .map(row -> store.sessions(tx, Optional.of(row.id()), now))
          .orElse(List.of());
    });
  }

  /** Ends one session. */
  public Outcome endSession(UUID session) {
    Optional<UUID> user =
        transactions.write(tx -> {
          Optional<UUID> owner = store.userOfSession(tx, session);
          if (owner.isEmpty() || !store.endSession(tx, session, clock.instant())) {
            return Optional.empty();
          }
          record(tx, AuditAction.ADMIN_SESSION_ENDED, owner.get(), "session=" + session);
          return owner;
        });
    user.ifPresent(id -> live.endSession(id, session));
    return user.isPresent()
        ? new Done("The session was ended.")
        : new Refused("There is no open session " + session + ". See: admin session list");
  }

  /** The rooms whose name contains a part, by name; 1000 at most. */
  public List<RoomRow> rooms(Optional<String> part) {
    return transactions.read(tx -> store.roomsLike(tx, part));
  }

  /** One room by name or id. */
  public Optional<RoomRow> room(String nameOrId) {
    return transactions.read(tx -> store.room(tx, nameOrId));
  }

  /** Deletes a room and what was said in it. */
  public Outcome deleteRoom(String nameOrId) {
    Optional<RoomRow> found = room(nameOrId);
    if (found.isEmpty()) {
      return new Refused("There is no room “" + nameOrId + "”. See: admin room list");
    }
    UUID id = found.get().id();
    boolean told = live.deleteRoom(id);
    transactions.write(tx -> {
      if (!told) {
        rooms.delete(tx, new RoomId(id), clock.instant());
      }
      record(tx, AuditAction.ADMIN_ROOM_DELETED, id, "name=" + found.get().name());
      return true;
    });
    return new Done(
        "The room “%s” was deleted.%s"
            .formatted(found.get().name(), told ? " Its members were told." : ""));
  }

  /** Makes an invite in the operator's name; the last line of the answer is its link. */
  public Outcome createInvite(InviteWish wish) {
    Optional<InvitePlace> place = live.place();
    if (place.isEmpty()) {
      return new Refused("No server is running here: start it first, then make the invite.");
    }
    Optional<RoomRow> room = wish.room().flatMap(this::room);
    if (wish.room().isPresent() && room.isEmpty()) {
      return new Refused("There is no room “" + wish.room().get() + "”. See: admin room list");
    }
    Invites.Made made =
        invites
            .create(
                new Invites.Wish(
                    room.map(row -> new RoomId(row.id())).orElse(null),
                    null,
                    wish.life(),
                    wish.uses(),
                    true),
                null)
            .orElseThrow();
    return new Done(
        "The invite %s lets in %d until %s:"
                .formatted(made.invite().id(), made.invite().uses(), made.invite().expiresAt())
            + "\n"
            + place.get().link(made.invite(), made.token()));
  }

  /** The invites that still let people in, the newest first; 1000 at most. */
  public List<Invite> invites() {
    return invites.live(null, null);
  }

  /** Ends an invite. */
  public Outcome revokeInvite(InviteId id) {
    return invites.revoke(id, null, null)
        ? new Done("The invite was revoked.")
        : new Refused("There is no open invite " + id + ". See: admin invite list");
  }

  /** The newest rows of the audit log. */
  public List<AuditRow> auditRows(AuditFilter filter, long beforeId, int limit) {
    return transactions.read(tx -> audit.list(tx, filter, beforeId, limit));
  }

  /** Walks the audit log's chain. */
  public Verdict verifyAudit() {
    return transactions.read(audit::verify);
  }

  private Outcome change(String user, BiFunction<Tx, UserRow, Outcome> work) {
    @Nullable UserRow[] changed = new UserRow[1];
    Outcome outcome =
        transactions.write(tx -> {
          Optional<UserRow> row = store.user(tx, user, clock.instant());
          changed[0] = row.orElse(null);
          return row.isPresent()
              ? work.apply(tx, row.get())
              : new Refused("There is no user “" + user + "”. See: admin user list");
        });
    if (outcome instanceof Done && changed[0] != null) {
      live.endSessions(changed[0].id());
    }
    return outcome;
  }

  private void record(Tx tx, AuditAction action, UUID subject, @Nullable String detail) {
    audit.append(
        tx, AuditEntry.of(action).by(AuditEntry.CONSOLE).about(subject.toString()).with(detail));
  }

  private static Outcome refusal(Checked<String> checked) {
    return checked instanceof Checked.Refused<String> refused
        ? new Refused(refused.message())
        : new Refused("The name cannot be used.");
  }

  private static String sessions(int count) {
    return count == 1 ? "1 session" : count + " sessions";
  }

  private static String shown(@Nullable String given, String chosen) {
    return given == null ? "\nPassword: " + chosen + "   (shown only this once)" : "";
  }

  /** Four groups of five: 99 bits. */
  private String generate() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 5 == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
