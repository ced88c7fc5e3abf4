package chatx.server.conversation;

import chatx.protocol.EventFrame;
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
import chatx.protocol.RoomId;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room as a client knows it: an old state, and what the events since then make of it. After
 * whatever happened it has to be what the server tells a client that asks anew. Any thread; rooms
 * of at most {@link chatx.protocol.Limits#MEMBERS_IN_STATE} members.
 */
final class RoomView {
  private static final Comparator<Member> NEAREST_FIRST =
      Comparator.comparing((Member member) -> !member.online())
          .thenComparing(Member::role)
          .thenComparing(member -> member.user().name());

  private final RoomId id;
  private final Map<UserId, Member> members = new HashMap<>();
  private final Set<Class<?>> seen = new HashSet<>();
  private String name;
  private String topic;
  private boolean locked;
  private long lastSeq;
  private @Nullable String gap;

  RoomView(RoomState state) {
    id = state.id();
    name = state.name();
    topic = state.topic();
    locked = state.locked();
    lastSeq = state.lastSeq();
    state.members().forEach(member -> members.put(member.user().id(), member));
  }

  /** Before a room's first event. */
  static RoomView ofNothing(RoomId id) {
    return new RoomView(new RoomState(id, "", "", false, 0, 0, List.of()));
  }

  /** Goes on from here by itself. */
  synchronized RoomView copy() {
    return new RoomView(state());
  }

  synchronized long lastSeq() {
    return lastSeq;
  }

  /** The types of all events that counted. */
  synchronized Set<Class<?>> seen() {
    return Set.copyOf(seen);
  }

  synchronized RoomState state() {
    if (gap != null) {
      throw new AssertionError(gap);
    }
    List<Member> sorted = new ArrayList<>(members.values());
    sorted.sort(NEAREST_FIRST);
    return new RoomState(id, name, topic, locked, lastSeq, sorted.size(), List.copyOf(sorted));
  }

  /** The state as if nobody was there. */
  synchronized RoomState withoutPresence() {
    RoomView copy = copy();
    copy.members.replaceAll(
        (_, member) -> new Member(member.user(), member.role(), member.joinedAt(), false));
    return copy.state();
  }

  void apply(EventFrame frame) {
    switch (frame.event()) {
      case chatx.protocol.DurableEvent event ->
          apply(
              new LoggedEvent(
                  Objects.requireNonNull(frame.seq()), Objects.requireNonNull(frame.at()), event));
      case TransientEvent event -> apply(event);
      case chatx.protocol.SessionEvent _ -> {
        // Of the connection, not of a room.
      }
    }
  }

  synchronized void apply(LoggedEvent entry) {
    if (entry.seq() <= lastSeq) {
      return;
    }
    if (entry.seq() > lastSeq + 1 && gap == null) {
      gap = "after " + lastSeq + " came " + entry;
    }
    lastSeq = entry.seq();
    seen.add(entry.event().getClass());
    switch (entry.event()) {
      case RoomCreated created -> {
        name = created.name();
        topic = created.topic();
        locked = created.locked();
        enter(created.by(), MemberRole.OWNER, entry.at());
      }
      case RoomRenamed renamed -> name = renamed.name();
      case TopicChanged changed -> topic = changed.topic();
      case PasswordChanged changed -> locked = changed.locked();
      case MemberJoined joined -> enter(joined.user(), MemberRole.MEMBER, entry.at());
      case MemberLeft left -> members.remove(left.user().id());
      case MemberKicked kicked -> members.remove(kicked.user().id());
      case MemberBanned banned -> members.remove(banned.user().id());
      case RoleChanged changed ->
          members.computeIfPresent(
              changed.user().id(),
              (_, member) ->
                  new Member(member.user(), changed.role(), member.joinedAt(), member.online()));
      case MessagePosted _, UnknownEvent _ -> {
        // They move the number only.
      }
    }
  }

  private synchronized void apply(TransientEvent event) {
    seen.add(event.getClass());
    switch (event) {
      case PresenceChanged changed ->
          members.computeIfPresent(
              changed.user(),
              (_, member) ->
                  new Member(member.user(), member.role(), member.joinedAt(), changed.online()));
    }
  }

  /** Whoever comes in does it over a connection. */
  private void enter(UserSummary user, MemberRole role, Instant at) {
    members.put(user.id(), new Member(user, role, at, true));
  }
}
