package chatx.server.command;

import chatx.protocol.Limits;
import chatx.protocol.Member;
import chatx.protocol.RoomState;
import chatx.protocol.UserId;
import chatx.server.room.Membership;
import chatx.server.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rooms as clients see them. */
public final class RoomStates {
  private static final Comparator<Member> NEAREST_FIRST =
      Comparator.comparing((Member member) -> !member.online())
          .thenComparing(Member::role)
          .thenComparing(member -> member.user().name());

  private RoomStates() {}

  /**
   * The room with its first members; {@code reader} is among them if a member at all.
   *
   * @param reader whom the state is for
   */
  public static RoomState of(RoomSnapshot room, ConnectionDirectory connections, UserId reader) {
    List<Member> members =
        new ArrayList<>(
            room.members().values().stream()
                .map(member -> member(member, connections))
                .sorted(NEAREST_FIRST)
                .limit(Limits.MEMBERS_IN_STATE)
                .toList());
    Membership own = room.member(reader);
    if (own != null && members.stream().noneMatch(member -> member.user().id().equals(reader))) {
      members.set(members.size() - 1, member(own, connections));
    }
    return new RoomState(
        room.id(),
        room.name(),
        room.topic(),
        room.locked(),
        room.lastSeq(),
        room.members().size(),
        List.copyOf(members));
  }

  public static Member member(Membership member, ConnectionDirectory connections) {
    return new Member(
        member.user(), member.role(), member.joinedAt(), connections.isOnline(member.user().id()));
  }
}
