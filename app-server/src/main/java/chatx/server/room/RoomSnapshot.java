package chatx.server.room;

import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room at one sequence number. Immutable, so any thread may read it; who is a member is decided
 * here and nowhere else.
 *
 * @param passwordHash null for a public room
 * @param deleted a tombstone: members are those it had last
 */
public record RoomSnapshot(
    RoomId id,
    String name,
    String topic,
    @Nullable String passwordHash,
    long lastSeq,
    Map<UserId, Membership> members,
    boolean deleted) {

  public boolean locked() {
    return passwordHash != null;
  }

  public @Nullable Membership member(UserId user) {
    return members.get(user);
  }

  RoomSnapshot withLastSeq(long seq) {
    return new RoomSnapshot(id, name, topic, passwordHash, seq, members, deleted);
  }

  RoomSnapshot withName(String newName) {
    return new RoomSnapshot(id, newName, topic, passwordHash, lastSeq, members, deleted);
  }

  RoomSnapshot withTopic(String newTopic) {
    return new RoomSnapshot(id, name, newTopic, passwordHash, lastSeq, members, deleted);
  }

  RoomSnapshot withPasswordHash(@Nullable String hash) {
    return new RoomSnapshot(id, name, topic, hash, lastSeq, members, deleted);
  }

  RoomSnapshot asDeleted() {
    return new RoomSnapshot(id, name, topic, passwordHash, lastSeq, members, true);
  }

  RoomSnapshot with(Membership membership) {
    Map<UserId, Membership> changed = new LinkedHashMap<>(members);
    changed.put(membership.user().id(), membership);
    return new RoomSnapshot(id, name, topic, passwordHash, lastSeq, changed, deleted);
  }

  RoomSnapshot without(UserId user) {
    Map<UserId, Membership> changed = new LinkedHashMap<>(members);
    changed.remove(user);
    return new RoomSnapshot(id, name, topic, passwordHash, lastSeq, changed, deleted);
  }
}
