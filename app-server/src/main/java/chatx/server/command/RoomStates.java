package chatx.server.command;

import chatx.protocol.Member;
import chatx.protocol.RoomState;
import chatx.server.room.Membership;
import chatx.server.room.RoomSnapshot;
import java.util.Comparator;
import java.util.List;

/** Rooms as clients see them. */
public final class RoomStates {
  private static final Comparator<Membership> OWNER_FIRST =
      Comparator.comparing((Membership member) -> member.role())
          .thenComparing(member -> member.user().name());

  private RoomStates() {}

  public static RoomState of(RoomSnapshot room, ConnectionDirectory connections) {
    List<Member> members =
        room.members().values().stream()
            .sorted(OWNER_FIRST)
            .map(member ->
                new Member(
                    member.user(),
                    member.role(),
                    member.joinedAt(),
                    connections.isOnline(member.user().id())))
            .toList();
    return new RoomState(
        room.id(), room.name(), room.topic(), room.locked(), room.lastSeq(), members);
  }
}
