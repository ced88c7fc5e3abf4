package chatx.server.membership;

import chatx.protocol.CreateRoom;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberRole;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.AuditLog;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.SessionCommandHandler;
import chatx.server.limit.Decision;
import chatx.server.limit.LimitKind;
import chatx.server.limit.RateLimits;
import chatx.server.problem.Problems;
import chatx.server.room.Membership;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomLog;
import chatx.server.room.RoomSnapshot;
import chatx.server.room.RoomStore;
import chatx.server.storage.Ids;
import chatx.server.storage.Transactions;
import chatx.server.text.Checked;
import chatx.server.text.NameKey;
import chatx.server.text.NameRules;
import chatx.server.text.TextRules;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates a room whose owner is the caller. */
final class CreateRoomHandler implements SessionCommandHandler<CreateRoom> {
  private final Transactions transactions;
  private final RoomDirectory rooms;
  private final RoomStore store;
  private final RoomLog log;
  private final RoomPasswords passwords;
  private final RateLimits limits;
  private final AuditLog audit;
  private final Admission admission;
  private final Clock clock;

  CreateRoomHandler(MembershipFeature.Needs needs, RoomPasswords passwords, Admission admission) {
    this.transactions = needs.transactions();
    this.rooms = needs.rooms();
    this.store = needs.store();
    this.log = needs.log();
    this.limits = needs.limits();
    this.audit = needs.audit();
    this.clock = needs.clock();
    this.passwords = passwords;
    this.admission = admission;
  }

  @Override
  public Class<CreateRoom> command() {
    return CreateRoom.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, CreateRoom command) {
    return switch (NameRules.roomName(command.name(), "name")) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> name ->
          switch (TextRules.topic(command.topic() == null ? "" : command.topic(), "topic")) {
            case Checked.Refused<String> refused -> Refusals.of(refused);
            case Checked.Ok<String> topic ->
                create(caller, name.value(), topic.value(), command.password());
          };
    };
  }

  static Problem nameTaken() {
    return Problems.of(
        ProblemCode.ROOM_EXISTS,
        "A room of that name, or one that looks like it, exists. Join it or choose another name.",
        "data.name");
  }

  private ServerReply create(Caller caller, String name, String topic, @Nullable String password) {
    if (limits.take(LimitKind.ROOMS_PER_USER, caller.me().id().toString())
        instanceof Decision.Limited limited) {
      return Problems.later(
          ProblemCode.RATE_LIMITED,
          "You have created many rooms. Wait before you create another.",
          limited.retryAfter());
    }
    return switch (passwords.make(password, name)) {
      case RoomPasswords.Made.Refused refused -> refused.problem();
      case RoomPasswords.Made.Hash hash -> create(caller, name, topic, hash);
    };
  }

  private ServerReply create(
      Caller caller, String name, String topic, RoomPasswords.Made.Hash hash) {
    RoomId id = new RoomId(Ids.next());
    UserSummary me = caller.me().user();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Membership owner = new Membership(me, MemberRole.OWNER, now);
    RoomSnapshot room =
        new RoomSnapshot(id, name, topic, hash.value(), 1, Map.of(me.id(), owner), false);
    boolean created =
        transactions.write(tx -> {
          if (!store.insert(tx, room, NameKey.of(name), me.id(), now)) {
            return false;
          }
          store.insertMember(tx, id, owner);
          log.begin(
              tx, id, new LoggedEvent(1, now, new RoomCreated(me, name, topic, room.locked())));
          audit.append(
              tx,
              AuditEntry.of(AuditAction.ROOM_CREATED)
                  .by(me.id().toString())
                  .about(id.toString())
                  .from(caller.address()));
          return true;
        });
    if (!created) {
      return nameTaken();
    }
    caller.holdEventsUntilReply();
    return rooms.ask(id, opened -> admission.enter(opened, caller));
  }
}
