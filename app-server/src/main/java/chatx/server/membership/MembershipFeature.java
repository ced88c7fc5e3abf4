package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.audit.AuditLog;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomCommandHandler;
import chatx.server.command.SessionCommandHandler;
import chatx.server.invite.InvitePlace;
import chatx.server.invite.Invites;
import chatx.server.limit.RateLimits;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomLog;
import chatx.server.room.RoomStore;
import chatx.server.secret.PasswordHasher;
import chatx.server.storage.Transactions;
import chatx.server.text.PasswordRules;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The commands about rooms and who is in them. */
public final class MembershipFeature {
  private final List<SessionCommandHandler<?>> sessionHandlers;
  private final List<RoomCommandHandler<?>> roomHandlers;
  private final RoomDirectory rooms;
  private final Governance governance;

  /**
   * What this feature works with.
   *
   * @param place where invites lead to, at the moment
   * @param invitesByMembers whether members may invite, not only moderators and administrators
   */
  public record Needs(
      Transactions transactions,
      RoomDirectory rooms,
      RoomStore store,
      RoomLog log,
      ConnectionDirectory connections,
      PasswordHasher hasher,
      PasswordRules passwordRules,
      RateLimits limits,
      AuditLog audit,
      Invites invites,
      Supplier<InvitePlace> place,
      boolean invitesByMembers,
      Clock clock) {}

  public MembershipFeature(Needs needs) {
    rooms = needs.rooms();
    governance = new Governance(needs.audit(), needs.connections());
    BanStore bans = new BanStore();
    RoomListStore lists = new RoomListStore();
    Admission admission = new Admission(needs.connections());
    RoomPasswords passwords =
        new RoomPasswords(
            needs.hasher(),
            needs.passwordRules(),
            needs.limits(),
            needs.audit(),
            needs.transactions());
    sessionHandlers =
        List.of(
            new CreateRoomHandler(needs, passwords, admission),
            new JoinRoomHandler(needs.rooms(), passwords, bans, admission),
            new SetRoomPasswordHandler(needs.rooms(), passwords, governance),
            new ListRoomsHandler(needs.transactions(), lists),
            new ListMyRoomsHandler(needs.transactions(), lists),
            new CreateInviteHandler(
                needs.rooms(), needs.invites(), needs.place(), needs.invitesByMembers()),
            new ListInvitesHandler(needs.rooms(), needs.invites()),
            new RevokeInviteHandler(needs.rooms(), needs.invites()),
            new RedeemInviteHandler(needs.rooms(), needs.invites(), bans, admission));
    roomHandlers =
        List.of(
            new LeaveRoomHandler(governance),
            new DeleteRoomHandler(governance),
            new RenameRoomHandler(governance),
            new SetTopicHandler(governance),
            new SetRoleHandler(governance),
            new KickMemberHandler(governance, needs.invites()),
            new BanUserHandler(governance, bans),
            new UnbanUserHandler(governance, bans),
            new ListBansHandler(bans),
            new ListMembersHandler(needs.connections()));
  }

  public List<SessionCommandHandler<?>> sessionHandlers() {
    return sessionHandlers;
  }

  public List<RoomCommandHandler<?>> roomHandlers() {
    return roomHandlers;
  }

  /**
   * Deletes a room for the server's operator, who records it; its members are told.
   *
   * @return whether there was such a room
   */
  public boolean deleteForOperator(RoomId id) {
    return rooms.ask(
            id,
            room -> {
              for (UserId member : room.state().members().keySet()) {
                governance.showOut(room, member, ExitReason.DELETED, null, null);
              }
              room.delete();
              return new Done();
            })
        instanceof Done;
  }
}
