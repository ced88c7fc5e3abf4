package chatx.server.membership;

import chatx.protocol.CreateInvite;
import chatx.protocol.InviteCreated;
import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.RoomAccess;
import chatx.server.command.SessionCommandHandler;
import chatx.server.invite.InvitePlace;
import chatx.server.invite.Invites;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes an invite to a room, or to the server. */
final class CreateInviteHandler implements SessionCommandHandler<CreateInvite> {
  private final RoomDirectory rooms;
  private final Invites invites;
  private final Supplier<InvitePlace> place;
  private final boolean byMembers;

  /**
   * @param byMembers whether members may do what else takes a moderator or an administrator
   */
  CreateInviteHandler(
      RoomDirectory rooms, Invites invites, Supplier<InvitePlace> place, boolean byMembers) {
    this.rooms = rooms;
    this.invites = invites;
    this.place = place;
    this.byMembers = byMembers;
  }

  @Override
  public Class<CreateInvite> command() {
    return CreateInvite.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, CreateInvite command) {
    int minutes = command.minutes() == null ? (int) Invites.LIFE.toMinutes() : command.minutes();
    int uses = command.uses() == null ? Invites.USES : command.uses();
    if (minutes < 1 || minutes > Limits.INVITE_MINUTES) {
      return wrong("minutes", Limits.INVITE_MINUTES);
    }
    if (uses < 1 || uses > Limits.INVITE_USES) {
      return wrong("uses", Limits.INVITE_USES);
    }
    Problem refusal = refusal(caller, command.room());
    return refusal != null
        ? refusal
        : invites
            .create(
                new Invites.Wish(
                    command.room(),
                    caller.me().user().id(),
                    Duration.ofMinutes(minutes),
                    uses,
                    caller.me().admin()),
                caller.address())
            .<ServerReply>map(made ->
                new InviteCreated(made.invite(), place.get().link(made.invite(), made.token())))
            .orElseGet(() ->
                Problems.of(
                    ProblemCode.QUOTA, "You have many invites. Revoke some that nobody needs."));
  }

  private @Nullable Problem refusal(Caller caller, @Nullable RoomId room) {
    if (room == null) {
      return caller.me().admin() || byMembers
          ? null
          : Problems.of(
              ProblemCode.FORBIDDEN, "Only the server's administrators may invite to the server.");
    }
    Access needed = byMembers ? Access.MEMBER : Access.MODERATOR;
    ServerReply permission =
        rooms.ask(room, opened -> RoomAccess.check(opened.state(), caller, needed));
    return permission instanceof Problem problem ? problem : null;
  }

  private static Problem wrong(String field, int most) {
    return Problems.of(
        ProblemCode.BAD_MESSAGE, "The field should be from 1 to " + most + ".", "data." + field);
  }
}
