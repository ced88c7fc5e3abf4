package chatx.desktop.session;

import chatx.protocol.DurableEvent;
import chatx.protocol.Limits;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MemberRole;
import chatx.protocol.MessagePosted;
import chatx.protocol.PasswordChanged;
import chatx.protocol.PresenceChanged;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomRenamed;
import chatx.protocol.RoomState;
import chatx.protocol.TopicChanged;
import chatx.protocol.TransientEvent;
import chatx.protocol.UnknownEvent;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A room after one more event: what a fresh {@code room.open} would say. Pure; any thread.
 *
 * <p>Of a room with more members than a state names it knows the named ones and the number only;
 * somebody banned who is not among them counts as a stranger.
 */
public final class RoomReducer {
  /** As the server sorts them. */
  private static final Comparator<Member> NEAREST_FIRST =
      Comparator.comparing((Member member) -> !member.online())
          .thenComparing(Member::role)
          .thenComparing(member -> member.user().name());

  private RoomReducer() {}

  /**
   * @throws IllegalArgumentException when the event is not the next one
   */
  public static RoomState apply(RoomState room, LoggedEvent logged) {
    if (logged.seq() != room.lastSeq() + 1) {
      throw new IllegalArgumentException(
          "event " + logged.seq() + " does not follow " + room.lastSeq());
    }
    return at(logged.seq(), after(room, logged.event(), logged.at()));
  }

  public static RoomState apply(RoomState room, TransientEvent event) {
    return switch (event) {
      case PresenceChanged presence ->
          change(
              room,
              presence.user(),
              member ->
                  new Member(member.user(), member.role(), member.joinedAt(), presence.online()));
    };
  }

  /** The room as it is known without a connection: nobody is known to be online. */
  static RoomState withoutPresence(RoomState room) {
    List<Member> members =
        room.members().stream()
            .map(member -> new Member(member.user(), member.role(), member.joinedAt(), false))
            .sorted(NEAREST_FIRST)
            .toList();
    return with(room, room.memberCount(), members);
  }

  private static RoomState after(RoomState room, DurableEvent event, Instant at) {
    return switch (event) {
      case RoomCreated created ->
          new RoomState(
              room.id(),
              created.name(),
              created.topic(),
              created.locked(),
              room.lastSeq(),
              1,
              List.of(new Member(created.by(), MemberRole.OWNER, at, true)));
      case RoomRenamed renamed -> described(room, renamed.name(), room.topic(), room.locked());
      case TopicChanged changed -> described(room, room.name(), changed.topic(), room.locked());
      case PasswordChanged changed -> described(room, room.name(), room.topic(), changed.locked());
      case MemberJoined joined -> join(room, joined.user(), at);
      case MemberLeft left -> leave(room, left.user().id(), true);
      case MemberKicked kicked -> leave(room, kicked.user().id(), true);
      case MemberBanned banned -> leave(room, banned.user().id(), false);
      case RoleChanged changed ->
          change(
              room,
              changed.user().id(),
              member ->
                  new Member(member.user(), changed.role(), member.joinedAt(), member.online()));
      case MessagePosted _, UnknownEvent _ -> room;
    };
  }

  private static RoomState join(RoomState room, UserSummary user, Instant at) {
    boolean complete = room.members().size() == room.memberCount();
    if (complete && isNamed(room, user.id())) {
      return room;
    }
    if (room.members().size() >= Limits.MEMBERS_IN_STATE || isNamed(room, user.id())) {
      return with(room, room.memberCount() + 1, room.members());
    }
    List<Member> members = new ArrayList<>(room.members());
    members.add(new Member(user, MemberRole.MEMBER, at, true));
    members.sort(NEAREST_FIRST);
    return with(room, room.memberCount() + 1, List.copyOf(members));
  }

  /**
   * @param wasMember false when the event does not say so
   */
  private static RoomState leave(RoomState room, UserId user, boolean wasMember) {
    List<Member> members =
        room.members().stream().filter(member -> !member.user().id().equals(user)).toList();
    boolean named = members.size() < room.members().size();
    boolean complete = room.members().size() == room.memberCount();
    int fewer = named || (wasMember && !complete) ? 1 : 0;
    return with(room, room.memberCount() - fewer, members);
  }

  private static RoomState change(RoomState room, UserId user, UnaryOperator<Member> change) {
    if (!isNamed(room, user)) {
      return room;
    }
    List<Member> members =
        room.members().stream()
            .map(member -> member.user().id().equals(user) ? change.apply(member) : member)
            .sorted(NEAREST_FIRST)
            .toList();
    return with(room, room.memberCount(), members);
  }

  private static boolean isNamed(RoomState room, UserId user) {
    return room.members().stream().anyMatch(member -> member.user().id().equals(user));
  }

  private static RoomState with(RoomState room, int count, List<Member> members) {
    return new RoomState(
        room.id(), room.name(), room.topic(), room.locked(), room.lastSeq(), count, members);
  }

  private static RoomState described(RoomState room, String name, String topic, boolean locked) {
    return new RoomState(
        room.id(), name, topic, locked, room.lastSeq(), room.memberCount(), room.members());
  }

  private static RoomState at(long seq, RoomState room) {
    return new RoomState(
        room.id(),
        room.name(),
        room.topic(),
        room.locked(),
        seq,
        room.memberCount(),
        room.members());
  }
}
