package chatx.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Authenticate;
import chatx.protocol.BanUser;
import chatx.protocol.ClientCommand;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteId;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListBans;
import chatx.protocol.ListInvites;
import chatx.protocol.ListMembers;
import chatx.protocol.ListMyRooms;
import chatx.protocol.ListRooms;
import chatx.protocol.MemberRole;
import chatx.protocol.MyRooms;
import chatx.protocol.OpenRoom;
import chatx.protocol.Ping;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RedeemInvite;
import chatx.protocol.RenameRoom;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPosition;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionResumed;
import chatx.protocol.SetRole;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import chatx.protocol.UnbanUser;
import chatx.protocol.UserId;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.codec.WireNames;
import chatx.server.admin.Outcome;
import chatx.server.storage.StorageSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what (S4): every command of the protocol, given by everybody who can ask, over a real
 * socket. The table says what comes of it; a command without a row fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsMatrixTest {
  /** In the order of the table's columns. */
  private enum Role {
    /** Not signed in. */
    GUEST,
    /** Signed in, in no room. */
    STRANGER,
    /** A member of another room. */
    ELSEWHERE,
    KICKED,
    BANNED,
    MEMBER,
    MODERATOR,
    OWNER,
    /** An administrator of the server who is not in the room. */
    ADMIN
  }

  /**
   * A word each: <b>changes</b> and <b>reads</b> are accepted, and a member sees something else
   * afterwards, or the same as before; <b>with</b>, <b>without</b>, <b>live</b> and <b>gone</b> are
   * what the answer says of the room. The rest are codes, see {@link #WORDS}; what was refused has
   * changed nothing that a member sees.
   */
  private static final String TABLE =
      """
      command                            guest     stranger  elsewhere kicked    banned    member    moderator owner     admin
      session.ping                       reads     reads     reads     reads     reads     reads     reads     reads     reads
      session.authenticate               reads     reads     reads     reads     reads     reads     reads     reads     reads
      session.authenticate, another's    reads     forbids   forbids   forbids   forbids   forbids   forbids   forbids   forbids
      session.authenticate, forged       forged    forged    forged    forged    forged    forged    forged    forged    forged
      session.resume                     sign-in   gone      gone      gone      gone      live      live      live      gone
      room.list                          sign-in   reads     reads     reads     reads     reads     reads     reads     reads
      room.mine                          sign-in   without   without   without   without   with      with      with      without
      room.create                        sign-in   changes   changes   changes   changes   changes   changes   changes   changes
      room.join                          sign-in   changes   changes   changes   banned    reads     reads     reads     changes
      room.join, locked, no password     sign-in   locked    locked    locked    banned    reads     reads     reads     locked
      room.join, locked, wrong password  sign-in   wrong     wrong     wrong     banned    reads     reads     reads     wrong
      room.join, locked, its password    sign-in   changes   changes   changes   banned    reads     reads     reads     changes
      room.leave                         sign-in   no-room   no-room   no-room   no-room   changes   changes   stay      no-room
      room.open                          sign-in   no-room   no-room   no-room   no-room   reads     reads     reads     no-room
      room.resume                        sign-in   no-room   no-room   no-room   no-room   reads     reads     reads     no-room
      message.history                    sign-in   no-room   no-room   no-room   no-room   reads     reads     reads     no-room
      message.send                       sign-in   no-room   no-room   no-room   no-room   changes   changes   changes   no-room
      room.set_topic                     sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      room.rename                        sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      room.set_password                  sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      room.delete                        sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      member.set_role                    sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      member.set_role, to owner          sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      member.set_role, of the owner      sign-in   no-room   no-room   no-room   no-room   forbids   forbids   forbids   forbids
      member.set_role, of oneself        sign-in   no-room   no-room   no-room   no-room   forbids   forbids   forbids   nobody
      member.kick                        sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      member.kick, a moderator           sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      member.kick, the owner             sign-in   no-room   no-room   no-room   no-room   forbids   forbids   forbids   forbids
      member.kick, somebody outside      sign-in   no-room   no-room   no-room   no-room   forbids   nobody    nobody    nobody
      member.ban                         sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      member.ban, a moderator            sign-in   no-room   no-room   no-room   no-room   forbids   forbids   changes   changes
      member.ban, the owner              sign-in   no-room   no-room   no-room   no-room   forbids   forbids   forbids   forbids
      member.ban, somebody outside       sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      member.unban                       sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      member.unban, somebody not banned  sign-in   no-room   no-room   no-room   no-room   forbids   nobody    nobody    nobody
      member.list                        sign-in   no-room   no-room   no-room   no-room   reads     reads     reads     no-room
      member.bans                        sign-in   no-room   no-room   no-room   no-room   forbids   reads     reads     reads
      invite.create                      sign-in   no-room   no-room   no-room   no-room   forbids   changes   changes   changes
      invite.create, to the server       sign-in   forbids   forbids   forbids   forbids   forbids   forbids   forbids   reads
      invite.list                        sign-in   no-room   no-room   no-room   no-room   reads     reads     reads     reads
      invite.list, of the server         sign-in   reads     reads     reads     reads     reads     reads     reads     reads
      invite.revoke                      sign-in   unknown   unknown   unknown   unknown   unknown   changes   changes   changes
      invite.revoke, one that is not     sign-in   unknown   unknown   unknown   unknown   unknown   unknown   unknown   unknown
      invite.redeem                      sign-in   changes   changes   barred    banned    reads     reads     reads     changes
      invite.redeem, locked              sign-in   changes   changes   barred    banned    reads     reads     reads     changes
      invite.redeem, forged              sign-in   unknown   unknown   unknown   unknown   unknown   unknown   unknown   unknown
      """;

  private static final Map<ProblemCode, String> WORDS =
      Map.ofEntries(
          Map.entry(ProblemCode.NOT_SIGNED_IN, "sign-in"),
          Map.entry(ProblemCode.NO_SUCH_ROOM, "no-room"),
          Map.entry(ProblemCode.NO_SUCH_MEMBER, "nobody"),
          Map.entry(ProblemCode.FORBIDDEN, "forbids"),
          Map.entry(ProblemCode.UNAUTHORIZED, "forged"),
          Map.entry(ProblemCode.BANNED, "banned"),
          Map.entry(ProblemCode.OWNER_MUST_STAY, "stay"),
          Map.entry(ProblemCode.ROOM_PASSWORD_NEEDED, "locked"),
          Map.entry(ProblemCode.WRONG_ROOM_PASSWORD, "wrong"),
          Map.entry(ProblemCode.INVITE_UNKNOWN, "unknown"),
          Map.entry(ProblemCode.INVITE_BARRED, "barred"));

  private static final String PASSWORD = "swordfish 42";

  private final Map<String, Row> commands = new LinkedHashMap<>();
  private final Map<Role, TestClient> people = new EnumMap<>(Role.class);
  private @Nullable RoomId room;
  private boolean roomIsLocked;

  /** Into the room of the moment, made before anybody was removed from it. */
  private InviteId invite = new InviteId(new UUID(0, 0));

  private String token = "";
  private int names;

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  /** A moderator whom no command is about: what they see is compared. */
  @SuppressWarnings("NullAway.Init")
  private TestClient witness;

  /** A moderator whom commands are about. */
  @SuppressWarnings("NullAway.Init")
  private TestClient deputy;

  /** A member whom commands are about. */
  @SuppressWarnings("NullAway.Init")
  private TestClient target;

  /** Banned without ever having been a member. */
  @SuppressWarnings("NullAway.Init")
  private TestClient outlaw;

  /** Makes the command of a row, for the room of the moment and whoever gives it. */
  private interface Row extends BiFunction<RoomId, TestClient, ClientCommand> {}

  @Nullable StorageSettings database() {
    return null;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new TestServer(folder, database());
    for (Role role : Role.values()) {
      people.put(role, server.register("the-person-" + role.name().toLowerCase(Locale.ROOT)));
    }
    assertThat(server.administration().setAdmin("the-person-admin", true))
        .isInstanceOf(Outcome.Done.class);
    people.put(Role.ADMIN, server.connect("the-person-admin"));
    person(Role.ELSEWHERE).createRoom("Another room");
    witness = server.register("the-witness");
    deputy = server.register("the-deputy");
    target = server.register("the-target");
    outlaw = server.register("the-outlaw");
    nameSessionCommands();
    nameRoomCommands();
    nameMemberCommands();
    nameInviteCommands();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyCommandHasARow() {
    Set<String> all =
        WireNames.of(ClientCommand.class).types().stream()
            .map(WireNames::nameOf)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows().map(row -> row.getFirst().replaceFirst(",.*", ""))).containsAll(all);
    assertThat(commands.keySet())
        .containsExactlyInAnyOrderElementsOf(rows().map(List::getFirst).toList());
    assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(1 + Role.values().length));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everybodyGetsWhatTheTableSays(List<String> row) {
    Map<Role, String> expected = new EnumMap<>(Role.class);
    Map<Role, String> actual = new EnumMap<>(Role.class);
    Iterator<String> cells = row.listIterator(1);
    for (Role role : Role.values()) {
      expected.put(role, cells.next());
      actual.put(role, outcome(role, row.getFirst()));
    }
    assertThat(actual).isEqualTo(expected);
  }

  static Stream<List<String>> rows() {
    return TABLE.lines().skip(1).map(line -> List.of(line.strip().split(" {2,}")));
  }

  private String outcome(Role role, String row) {
    RoomId where = room(row.contains(", locked"));
    List<ServerReply> before = seen(where);
    TestClient actor = role == Role.GUEST ? server.guest() : person(role);
    ServerReply reply = actor.ask(command(row).apply(where, person(role)));
    if (role == Role.GUEST) {
      actor.close();
    }
    boolean changed = !seen(where).equals(before);
    if (changed) {
      server.administration().deleteRoom(where.toString());
      room = null;
    }
    String word =
        switch (reply) {
          case Problem problem -> WORDS.getOrDefault(problem.code(), problem.toString());
          case SessionResumed resumed -> status(resumed, where);
          case MyRooms mine ->
              mine.rooms().stream().anyMatch(one -> one.room().id().equals(where))
                  ? "with"
                  : "without";
          default -> changed ? "changes" : "reads";
        };
    return changed && !word.equals("changes") ? word + ", yet it changed something" : word;
  }

  /** What a member sees of the room, and everybody of the server. */
  private List<ServerReply> seen(RoomId where) {
    return List.of(
        witness.ask(new OpenRoom(where)),
        witness.ask(new ListBans(where)),
        witness.ask(new ListInvites(where)),
        witness.ask(new ListRooms(null, null, 100)));
  }

  /** The room of the last cell where nothing was changed, or a new one. */
  private RoomId room(boolean locked) {
    RoomId known = room;
    if (known != null && roomIsLocked == locked) {
      return known;
    }
    if (known != null) {
      server.administration().deleteRoom(known.toString());
    }
    TestClient owner = person(Role.OWNER);
    RoomId made = owner.createRoom("The room " + ++names).id();
    done(
        Stream.of(
                witness,
                deputy,
                target,
                person(Role.MEMBER),
                person(Role.MODERATOR),
                person(Role.KICKED),
                person(Role.BANNED))
            .map(joining -> joining.send(new JoinRoom(made, null))));
    InviteCreated invited = owner.ask(new CreateInvite(made, null, null), InviteCreated.class);
    invite = invited.invite().id();
    token = token(invited);
    done(
        Stream.of(
                new SetRole(made, id(witness), MemberRole.MODERATOR),
                new SetRole(made, id(deputy), MemberRole.MODERATOR),
                new SetRole(made, id(person(Role.MODERATOR)), MemberRole.MODERATOR),
                new KickMember(made, id(person(Role.KICKED)), null),
                new BanUser(made, id(person(Role.BANNED)), null),
                new BanUser(made, id(outlaw), null))
            .map(owner::send));
    if (locked) {
      owner.ask(new SetRoomPassword(made, PASSWORD), Done.class);
    }
    room = made;
    roomIsLocked = locked;
    return made;
  }

  private static String token(InviteCreated made) {
    return new InviteCodec().read(made.link()) instanceof InviteCodec.Reading.Invite(var link)
        ? link.token().text()
        : "";
  }

  private static void done(Stream<CompletableFuture<ServerReply>> sent) {
    assertThat(sent.toList().stream().map(CompletableFuture::join))
        .noneMatch(Problem.class::isInstance);
  }

  private void nameSessionCommands() {
    commands.put("session.ping", (_, _) -> new Ping());
    commands.put("session.authenticate", (_, who) -> new Authenticate(who.token()));
    commands.put("session.authenticate, another's", (_, _) -> new Authenticate(outlaw.token()));
    commands.put(
        "session.authenticate, forged",
        (_, who) -> new Authenticate(who.token().replaceFirst("[.][^.]*$", ".AAAA")));
    commands.put(
        "session.resume", (where, _) -> new ResumeSession(List.of(new RoomPosition(where, 1))));
    commands.put("room.list", (_, _) -> new ListRooms(null, null, null));
    commands.put("room.mine", (_, _) -> new ListMyRooms());
    commands.put("room.create", (_, _) -> new CreateRoom("A new room " + ++names, null, null));
    commands.put("room.join", (where, _) -> new JoinRoom(where, null));
    commands.put("room.join, locked, no password", (where, _) -> new JoinRoom(where, null));
    commands.put(
        "room.join, locked, wrong password", (where, _) -> new JoinRoom(where, "swordfish 43"));
    commands.put("room.join, locked, its password", (where, _) -> new JoinRoom(where, PASSWORD));
  }

  private void nameInviteCommands() {
    commands.put("invite.create", (where, _) -> new CreateInvite(where, 5, 1));
    commands.put("invite.create, to the server", (_, _) -> new CreateInvite(null, 5, 1));
    commands.put("invite.list", (where, _) -> new ListInvites(where));
    commands.put("invite.list, of the server", (_, _) -> new ListInvites(null));
    commands.put("invite.revoke", (_, _) -> new RevokeInvite(invite));
    commands.put(
        "invite.revoke, one that is not",
        (_, _) -> new RevokeInvite(new InviteId(UUID.randomUUID())));
    commands.put("invite.redeem", (_, _) -> new RedeemInvite(token));
    commands.put("invite.redeem, locked", (_, _) -> new RedeemInvite(token));
    commands.put("invite.redeem, forged", (_, _) -> new RedeemInvite("AAECAwQFBgcICQoLDA0ODw"));
  }

  private void nameRoomCommands() {
    commands.put("room.leave", (where, _) -> new LeaveRoom(where));
    commands.put("room.open", (where, _) -> new OpenRoom(where));
    commands.put("room.resume", (where, _) -> new ResumeRoom(where, 1));
    commands.put(
        "message.history", (where, _) -> new ReadHistory(where, null, null, null, null, null));
    commands.put("message.send", (where, who) -> who.message(where, "hello"));
    commands.put("room.set_topic", (where, _) -> new SetTopic(where, "another topic"));
    commands.put("room.rename", (where, _) -> new RenameRoom(where, "Renamed " + ++names));
    commands.put("room.set_password", (where, _) -> new SetRoomPassword(where, PASSWORD));
    commands.put("room.delete", (where, _) -> new DeleteRoom(where));
  }

  private void nameMemberCommands() {
    UserId owner = id(person(Role.OWNER));
    commands.put(
        "member.set_role", (where, _) -> new SetRole(where, id(target), MemberRole.MODERATOR));
    commands.put(
        "member.set_role, to owner",
        (where, _) -> new SetRole(where, id(target), MemberRole.OWNER));
    commands.put(
        "member.set_role, of the owner",
        (where, _) -> new SetRole(where, owner, MemberRole.MEMBER));
    commands.put(
        "member.set_role, of oneself",
        (where, who) ->
            new SetRole(
                where, id(who), id(who).equals(owner) ? MemberRole.MEMBER : MemberRole.OWNER));
    commands.put("member.kick", (where, _) -> new KickMember(where, id(target), null));
    commands.put("member.kick, a moderator", (where, _) -> new KickMember(where, id(deputy), null));
    commands.put("member.kick, the owner", (where, _) -> new KickMember(where, owner, null));
    commands.put(
        "member.kick, somebody outside", (where, _) -> new KickMember(where, id(outlaw), null));
    commands.put("member.ban", (where, _) -> new BanUser(where, id(target), null));
    commands.put("member.ban, a moderator", (where, _) -> new BanUser(where, id(deputy), null));
    commands.put("member.ban, the owner", (where, _) -> new BanUser(where, owner, null));
    commands.put(
        "member.ban, somebody outside",
        (where, _) -> new BanUser(where, id(person(Role.GUEST)), null));
    commands.put("member.unban", (where, _) -> new UnbanUser(where, id(outlaw)));
    commands.put(
        "member.unban, somebody not banned", (where, _) -> new UnbanUser(where, id(target)));
    commands.put("member.list", (where, _) -> new ListMembers(where, null, null, null));
    commands.put("member.bans", (where, _) -> new ListBans(where));
  }

  private static String status(SessionResumed resumed, RoomId where) {
    return resumed.rooms().stream()
        .filter(one -> one.room().equals(where))
        .map(one -> one.status().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }

  private Row command(String row) {
    return Objects.requireNonNull(commands.get(row), row);
  }

  private TestClient person(Role role) {
    return Objects.requireNonNull(people.get(role));
  }

  private static UserId id(TestClient client) {
    return client.me().id();
  }
}
