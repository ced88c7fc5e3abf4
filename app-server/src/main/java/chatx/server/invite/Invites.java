package chatx.server.invite;

import chatx.protocol.Invite;
import chatx.protocol.InviteId;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.invite.InviteToken;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.limit.AddressKey;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.storage.Ids;
import chatx.server.storage.Transactions;
import chatx.server.storage.Tx;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes invites, and decides whether one still holds and for whom. The token is told once, when it
 * is made; what is kept is its hash. Any thread, but blocking: for virtual threads.
 */
public final class Invites {
  /** What an invite is made with when nobody says otherwise. */
  public static final Duration LIFE = Duration.ofDays(7);

  public static final int USES = 10;

  /** How many one user may have at the same time. */
  private static final int MOST_PER_USER = 100;

  /** So long an invite that is over can still say why it does not work. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Transactions transactions;
  private final AuditLog audit;
  private final RateLimits limits;
  private final Clock clock;
  private final InviteStore store = new InviteStore();
  private final SecureRandom random = new SecureRandom();

  public Invites(Transactions transactions, AuditLog audit, RateLimits limits, Clock clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.limits = limits;
    this.clock = clock;
  }

  /** A new invite with the only copy of its token. */
  public record Made(Invite invite, InviteToken token) {}

  /** What a token opens. */
  public sealed interface Found {
    /** An invite whose time is not over, and which was not taken back. */
    record Valid(Invite invite) implements Found {}

    /**
     * Nothing.
     *
     * @param invite what it was once; null for a token that no invite has
     */
    record Refused(Problem problem, @Nullable Invite invite) implements Found {
      Refused(Problem problem) {
        this(problem, null);
      }
    }
  }

  /**
   * What is asked for.
   *
   * @param by null for the server's operator
   */
  public record Wish(
      @Nullable RoomId room, @Nullable UserId by, Duration life, int uses, boolean registers) {}

  /** Makes an invite; empty when its maker has too many. */
  public Optional<Made> create(Wish wish, @Nullable String address) {
    InviteToken token = InviteToken.next(random);
    Instant now = now();
    return transactions.write(tx -> {
      if (store.countLive(tx, wish.by(), now) >= MOST_PER_USER) {
        return Optional.empty();
      }
      InviteId id = new InviteId(Ids.next());
      store.insert(tx, id, wish, now, hash(token));
      Invite invite = store.byId(tx, id).orElseThrow().invite();
      record(
          tx,
          AuditAction.INVITE_CREATED,
          wish.by(),
          id,
          address,
          "%suses=%d until=%s"
              .formatted(
                  wish.room() == null ? "" : "room=" + wish.room() + " ",
                  invite.uses(),
                  invite.expiresAt()));
      return Optional.of(new Made(invite, token));
    });
  }

  /** Those that still let somebody in, the newest first: to a room, or by somebody, or all. */
  public List<Invite> live(@Nullable RoomId room, @Nullable UserId by) {
    return transactions.read(tx -> store.live(tx, room, by, now())).stream()
        .map(InviteRow::invite)
        .toList();
  }

  /** One invite, over or not. */
  public Optional<Invite> find(InviteId id) {
    return transactions.read(tx -> store.byId(tx, id)).map(InviteRow::invite);
  }

  /**
   * Takes an invite back.
   *
   * @param by null for the server's operator
   * @return false when that was done before, or there is none
   */
  public boolean revoke(InviteId id, @Nullable UserId by, @Nullable String address) {
    return transactions.write(tx -> {
      boolean revoked = store.revoke(tx, id, now());
      if (revoked) {
        record(tx, AuditAction.INVITE_REVOKED, by, id, address, null);
      }
      return revoked;
    });
  }

  /**
   * What a token opens. Unknown ones count against the address: a guesser is stopped after some
   * tries of 2^128. Not to be called inside a transaction.
   */
  public Found look(String text, String address) {
    String key = AddressKey.of(InetAddress.ofLiteral(address));
    if (limits.take(LimitKind.INVITES_PER_ADDRESS, key) instanceof Decision.Limited limited) {
      return new Found.Refused(
          Problems.later(
              ProblemCode.TOO_MANY_ATTEMPTS,
              "Too many invites were tried. Wait before you try again.",
              limited.retryAfter()));
    }
    Optional<InviteRow> row =
        InviteToken.parse(text)
            .flatMap(token -> transactions.read(tx -> store.byToken(tx, hash(token))));
    if (row.isEmpty()) {
      transactions.commit(tx -> {
        audit.append(tx, AuditEntry.of(AuditAction.INVITE_REFUSED).from(address).with("unknown"));
        return true;
      });
      return new Found.Refused(unknown());
    }
    limits.giveBack(LimitKind.INVITES_PER_ADDRESS, key);
    Problem over = over(row.get());
    Invite invite = row.get().invite();
    return over == null ? new Found.Valid(invite) : new Found.Refused(over, invite);
  }

  /** As {@link #look} for somebody who has not used it yet: refused, too, when it is used up. */
  public Found lookAnew(String text, String address) {
    Found found = look(text, address);
    return found instanceof Found.Valid(Invite invite) && invite.used() >= invite.uses()
        ? new Found.Refused(usedUp(), invite)
        : found;
  }

  /**
   * Lets somebody in by an invite, in the caller's transaction and as its last doubtful step: null
   * when it was counted, or when it had let them in before.
   */
  public @Nullable Problem take(Tx tx, InviteId id, UserId user, String address) {
    Boolean barred = store.barred(tx, id, user);
    if (Boolean.TRUE.equals(barred)) {
      return Problems.of(
          ProblemCode.INVITE_BARRED,
          "You were removed from this room after the invite was made. Ask for a new one.");
    }
    Optional<InviteRow> row = store.byId(tx, id);
    if (row.isEmpty()) {
      return unknown();
    }
    Problem over = over(row.get());
    if (over != null || barred != null) {
      return over;
    }
    if (!store.count(tx, id)) {
      Problem revoked = store.byId(tx, id).map(this::over).orElse(null);
      return revoked == null ? usedUp() : revoked;
    }
    store.remember(tx, id, user, now(), false);
    record(tx, AuditAction.INVITE_USED, user, id, address, null);
    return null;
  }

  /** Somebody was removed from a room: the invites that lead there now do not bring them back. */
  public void bar(Tx tx, RoomId room, UserId user) {
    store.bar(tx, room, user, now());
  }

  /** Forgets those that ended long ago; says how many. */
  public int deleteOld() {
    return transactions.commit(tx -> store.deleteOlder(tx, now().minus(REMEMBERED)));
  }

  private @Nullable Problem over(InviteRow row) {
    if (row.revoked()) {
      return Problems.of(
          ProblemCode.INVITE_REVOKED, "This invite was taken back. Ask for a new one.");
    }
    return row.isOver(clock.instant())
        ? Problems.of(ProblemCode.INVITE_EXPIRED, "This invite has expired. Ask for a new one.")
        : null;
  }

  private static Problem usedUp() {
    return Problems.of(
        ProblemCode.INVITE_USED_UP,
        "This invite has let in as many people as it may. Ask for a new one.");
  }

  /** The same words for one of another server, one that never was, and one forgotten. */
  public static Problem unknown() {
    return Problems.of(
        ProblemCode.INVITE_UNKNOWN,
        "This server knows no such invite. It may be for another server, or ended long ago.");
  }

  private void record(
      Tx tx,
      AuditAction action,
      @Nullable UserId by,
      InviteId id,
      @Nullable String address,
      @Nullable String detail) {
    audit.append(
        tx,
        AuditEntry.of(action)
            .by(by == null ? AuditEntry.CONSOLE : by.toString())
            .about(id.toString())
            .from(address)
            .with(detail));
  }

  /** What PostgreSQL keeps of a time. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String hash(InviteToken token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
