package chatx.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Limits;
import chatx.protocol.MemberRole;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.room.Membership;
import chatx.server.room.RoomSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A room of a thousand, in a frame of two hundred. */
class RoomStatesTest {
  private static final int MEMBERS = 1_000;

  private final ConnectionDirectory nobodyOnline = new ConnectionDirectory((_, _) -> {});
  private final RoomSnapshot room = crowd();

  @Test
  void aStateNamesTheFirstTwoHundredByRoleAndNameAndSaysHowManyThereAre() {
    RoomState state = RoomStates.of(room, nobodyOnline, id(999));

    assertThat(state.memberCount()).isEqualTo(MEMBERS);
    assertThat(state.members()).hasSize(Limits.MEMBERS_IN_STATE);
    assertThat(state.members())
        .extracting(member -> member.user().name())
        .startsWith("user-0999", "user-0998", "user-0000", "user-0001")
        .doesNotContain("user-0198");
  }

  @Test
  void whoeverReadsAStateIsInIt() {
    RoomState state = RoomStates.of(room, nobodyOnline, id(700));

    assertThat(state.members()).hasSize(Limits.MEMBERS_IN_STATE);
    assertThat(state.members().getLast().user().name()).isEqualTo("user-0700");
    assertThat(state.members()).doesNotHaveDuplicates();
  }

  /** The last one is the owner, the one before a moderator. */
  private static RoomSnapshot crowd() {
    Map<UserId, Membership> members = new LinkedHashMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      MemberRole role =
          switch (i) {
            case 999 -> MemberRole.OWNER;
            case 998 -> MemberRole.MODERATOR;
            default -> MemberRole.MEMBER;
          };
      String name = "user-%04d".formatted(i);
      members.put(id(i), new Membership(new UserSummary(id(i), name, name), role, Instant.EPOCH));
    }
    return new RoomSnapshot(new RoomId(new UUID(1, 1)), "Crowd", "", null, MEMBERS, members, false);
  }

  private static UserId id(int number) {
    return new UserId(new UUID(0, number));
  }
}
