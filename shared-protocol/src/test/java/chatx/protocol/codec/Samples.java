package chatx.protocol.codec;

import chatx.protocol.Authenticate;
import chatx.protocol.Authenticated;
import chatx.protocol.Ban;
import chatx.protocol.BanList;
import chatx.protocol.BanUser;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.CommandFrame;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.DurableEvent;
import chatx.protocol.EntryKind;
import chatx.protocol.EventFrame;
import chatx.protocol.ExitReason;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.Invite;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteId;
import chatx.protocol.InviteList;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListBans;
import chatx.protocol.ListInvites;
import chatx.protocol.ListMembers;
import chatx.protocol.ListMyRooms;
import chatx.protocol.ListRooms;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.MyRoom;
import chatx.protocol.MyRooms;
import chatx.protocol.OpenRoom;
import chatx.protocol.PasswordChanged;
import chatx.protocol.Ping;
import chatx.protocol.Pong;
import chatx.protocol.PresenceChanged;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.RedeemInvite;
import chatx.protocol.RenameRoom;
import chatx.protocol.ReplyFrame;
import chatx.protocol.ResumeRoom;
import chatx.protocol.ResumeSession;
import chatx.protocol.ResumeStatus;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomEntered;
import chatx.protocol.RoomExited;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomPosition;
import chatx.protocol.RoomRenamed;
import chatx.protocol.RoomResumed;
import chatx.protocol.RoomState;
import chatx.protocol.RoomSummary;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerEvent;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.ServerStopping;
import chatx.protocol.SessionEvent;
import chatx.protocol.SessionId;
import chatx.protocol.SessionResumed;
import chatx.protocol.SetRole;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import chatx.protocol.TopicChanged;
import chatx.protocol.TransientEvent;
import chatx.protocol.UnbanUser;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One frame of every kind, from one small story: Ada owns the room Garden, Linus talks in it. They
 * are the golden frames and the examples of docs/protocol.md.
 */
final class Samples {
  static final RoomId ROOM = new RoomId(uuid("0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d"));
  private static final RoomId OTHER_ROOM = new RoomId(uuid("0198f2a4-7c20-7e11-8c01-5a0b7f3d9e22"));
  static final ClientKey KEY = new ClientKey(uuid("0198f2a6-1b02-7a4f-b7c3-90d1e2f30415"));
  private static final MessageId MESSAGE =
      new MessageId(uuid("0198f2a6-1b3c-7d05-a1b2-c3d4e5f60718"));
  private static final SessionId SESSION =
      new SessionId(uuid("0198f2a3-0a11-7b22-8c33-d44e55f66077"));
  private static final UserSummary ADA =
      new UserSummary(
          new UserId(uuid("0198f2a1-5e6f-7a01-9b12-0c3d4e5f6a7b")), "ada", "Ada Lovelace");
  private static final UserSummary LINUS =
      new UserSummary(new UserId(uuid("0198f2a2-6f70-7b12-8c23-1d4e5f6a7b8c")), "linus", "Linus");
  private static final UserSummary MALLORY =
      new UserSummary(
          new UserId(uuid("0198f2a2-7a81-7c23-9d34-2e5f6a7b8c9d")), "mallory", "Mallory");
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-31T12:00:05.123456Z");
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk4In0.c2lnbmF0dXJl";

  /** Where Linus comes back after his connection was lost: he has 3, the room is at 5. */
  private static final List<LoggedEvent> MISSED =
      List.of(
          new LoggedEvent(4, AT, new TopicChanged(ADA, "Bring seeds")),
          new LoggedEvent(5, LATER, new MessagePosted(MESSAGE, ADA, KEY, "Hello, Linus 🌱")));

  private static final RoomState STATE =
      new RoomState(
          ROOM,
          "Garden",
          "Bring seeds",
          true,
          5,
          2,
          List.of(
              new Member(ADA, MemberRole.OWNER, AT, true),
              new Member(LINUS, MemberRole.MEMBER, LATER, false)));

  private static final RoomSummary SUMMARY =
      new RoomSummary(ROOM, "Garden", "Bring seeds", true, 2, true);

  private static final Invite INVITE =
      new Invite(
          new InviteId(uuid("0198f2a7-0d11-7c22-9e33-a44f55b66c77")),
          ROOM,
          "Garden",
          ADA,
          AT,
          Instant.parse("2026-02-07T12:00:00Z"),
          10,
          3,
          false);

  private Samples() {}

  static List<CommandFrame> commands() {
    List<ClientCommand> commands =
        List.of(
            new SendMessage(ROOM, KEY, "Hello, Linus 🌱"),
            new LeaveRoom(ROOM),
            new DeleteRoom(ROOM),
            new RenameRoom(ROOM, "Greenhouse"),
            new SetTopic(ROOM, "Bring seeds"),
            new SetRole(ROOM, LINUS.id(), MemberRole.MODERATOR),
            new KickMember(ROOM, MALLORY.id(), "Off topic"),
            new BanUser(ROOM, MALLORY.id(), null),
            new UnbanUser(ROOM, MALLORY.id()),
            new ListBans(ROOM),
            new ListMembers(ROOM, "lin", null, 50),
            new OpenRoom(ROOM),
            new ResumeRoom(ROOM, 3),
            new Authenticate(TOKEN),
            new Ping(),
            new CreateRoom("Garden", "Bring seeds", "correct horse"),
            new ListRooms("gard", null, 50),
            new ListMyRooms(),
            new JoinRoom(ROOM, "correct horse"),
            new SetRoomPassword(ROOM, "battery staple"),
            new ReadHistory(
                ROOM,
                5L,
                null,
                null,
                50,
                new HistoryFilter(ADA.id(), AT, null, List.of(EntryKind.MESSAGE), "seeds")),
            new ResumeSession(List.of(new RoomPosition(ROOM, 3), new RoomPosition(OTHER_ROOM, 17))),
            new CreateInvite(ROOM, 1_440, 5),
            new ListInvites(ROOM),
            new RevokeInvite(INVITE.id()),
            new RedeemInvite("AAECAwQFBgcICQoLDA0ODw"));
    List<CommandFrame> frames = new ArrayList<>();
    for (ClientCommand command : commands) {
      frames.add(new CommandFrame(7, command));
    }
    return frames;
  }

  static List<ReplyFrame> replies() {
    List<ServerReply> replies =
        List.of(
            new Problem(
                ProblemCode.RATE_LIMITED,
                "You send faster than this server allows; wait two seconds.",
                null,
                2_000L,
                null),
            new Done(),
            new Pong(LATER),
            new Authenticated(
                LINUS, SESSION, new ServerInfo("ChatX at home", "1.0.0", 1, 4_000, 65_536, 25)),
            new RoomJoined(STATE),
            new RoomPage(List.of(SUMMARY), "R2FyZGVu"),
            new MyRooms(List.of(new MyRoom(SUMMARY, MemberRole.MEMBER, 5))),
            new RoomResumed(ROOM, ResumeStatus.LIVE, MISSED, null),
            new SessionResumed(
                List.of(
                    new RoomResumed(ROOM, ResumeStatus.LIVE, MISSED, null),
                    new RoomResumed(OTHER_ROOM, ResumeStatus.GONE, List.of(), null))),
            new MessageAccepted(MESSAGE, 5, LATER),
            new HistoryPage(MISSED, true, false),
            new BanList(List.of(new Ban(MALLORY, ADA, "Spam", LATER))),
            new MemberPage(List.of(new Member(LINUS, MemberRole.MEMBER, LATER, true)), "bGludXM"),
            new InviteCreated(
                INVITE,
                "chatx://192.168.1.20:8420/#AQcAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwABAgMEBQYHCA"
                    + "kKCwwNDg8NQ2hhdFggYXQgaG9tZQZHYXJkZW4BDDE5Mi4xNjguMS4yMCDkOcrShg"),
            new InviteList(List.of(INVITE)));
    List<ReplyFrame> frames = new ArrayList<>();
    for (ServerReply reply : replies) {
      frames.add(new ReplyFrame(7, reply));
    }
    return frames;
  }

  static List<EventFrame> events() {
    List<ServerEvent> events =
        List.of(
            new RoomCreated(ADA, "Garden", "", true),
            new RoomRenamed(ADA, "Greenhouse"),
            new TopicChanged(ADA, "Bring seeds"),
            new PasswordChanged(ADA, false),
            new MemberJoined(LINUS),
            new MemberLeft(LINUS),
            new MemberKicked(MALLORY, ADA, "Off topic"),
            new MemberBanned(MALLORY, ADA, null),
            new RoleChanged(LINUS, MemberRole.MODERATOR, ADA),
            new MessagePosted(MESSAGE, ADA, KEY, "Hello, Linus 🌱"),
            new RoomEntered(STATE),
            new RoomExited(ROOM, ExitReason.KICKED, ADA),
            new ServerStopping(3_000),
            new PresenceChanged(LINUS.id(), true));
    List<EventFrame> frames = new ArrayList<>();
    for (ServerEvent event : events) {
      frames.add(
          switch (event) {
            case DurableEvent durable ->
                EventFrame.durable(
                    ROOM, new LoggedEvent(durable instanceof RoomCreated ? 1 : 5, LATER, durable));
            case TransientEvent fleeting -> EventFrame.fleeting(ROOM, fleeting);
            case SessionEvent session -> EventFrame.session(session);
          });
    }
    return frames;
  }

  private static UUID uuid(String text) {
    return UUID.fromString(text);
  }
}
