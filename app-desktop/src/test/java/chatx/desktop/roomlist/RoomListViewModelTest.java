package chatx.desktop.roomlist;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.MemberRole;
import chatx.protocol.UserSummary;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RoomListViewModelTest {
  private static final UserSummary ADA = SampleServer.person("ada", "Ada");
  private static final UserSummary BEN = SampleServer.person("ben", "Ben");

  private final SampleServer server = new SampleServer("Home", ADA);
  private final RoomListViewModel model = new RoomListViewModel(Texts.of(Locale.ENGLISH));

  @Test
  void it_shows_the_rooms_of_the_server_in_front_and_none_without_one() {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    model.show(server.model());
    server.model().select(garden);
    assertThat(model.rooms()).containsExactly(garden);
    assertThat(model.openProperty().get()).isEqualTo(garden);

    var other = new SampleServer("Work", ADA);
    model.show(other.model());
    assertThat(model.rooms()).isEmpty();
    assertThat(model.openProperty().get()).isNull();
    server.model().select(null);
    server.model().select(garden);
    assertThat(model.openProperty().get()).as("of the server that is not in front").isNull();

    model.show(null);
    assertThat(model.rooms()).isEmpty();
  }

  @Test
  void the_first_room_of_a_server_that_had_none_shows_after_another_empty_one() {
    var other = new SampleServer("Work", ADA);
    model.show(other.model());
    model.show(server.model());
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    assertThat(model.rooms()).containsExactly(garden);
  }

  @Test
  void a_badge_counts_unread_messages_and_before_all_else_mentions() {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    assertThat(RoomListViewModel.badge(garden)).isEmpty();
    server.say(garden, BEN, "hello");
    server.say(garden, BEN, "is anybody there?");
    assertThat(RoomListViewModel.badge(garden)).isEqualTo("2");
    server.say(garden, BEN, "@ada are you?");
    assertThat(RoomListViewModel.badge(garden)).isEqualTo("1");
    assertThat(model.spoken(garden)).isEqualTo("garden, 1 mention of you, 3 unread messages");
  }

  @Test
  void more_than_99_are_not_counted_out() {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    for (int i = 0; i < 100; i++) {
      server.say(garden, BEN, "message " + i);
    }
    assertThat(RoomListViewModel.badge(garden)).isEqualTo("99+");
  }

  @Test
  void a_muted_room_stands_out_only_when_the_person_is_mentioned() {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    model.toggleMuted(garden);
    server.say(garden, BEN, "hello");
    assertThat(RoomListViewModel.badge(garden)).isEmpty();
    assertThat(RoomListViewModel.stands(garden)).isFalse();
    server.say(garden, BEN, "@ada hello");
    assertThat(RoomListViewModel.badge(garden)).isEqualTo("1");
    assertThat(RoomListViewModel.stands(garden)).isTrue();
  }

  @Test
  void a_favourite_comes_first_and_goes_back() {
    RoomModel attic = server.room("attic", MemberRole.MEMBER);
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    model.show(server.model());
    model.toggleFavourite(garden);
    assertThat(model.rooms()).containsExactly(garden, attic);
    model.toggleFavourite(garden);
    assertThat(model.rooms()).containsExactly(attic, garden);
  }

  @Test
  void only_who_does_not_own_a_room_may_leave_it() {
    assertThat(model.mayLeave(server.room("garden", MemberRole.MEMBER))).isTrue();
    assertThat(model.mayLeave(server.room("attic", MemberRole.MODERATOR))).isTrue();
    assertThat(model.mayLeave(server.room("cellar", MemberRole.OWNER))).isFalse();
  }

  @Test
  void a_hostile_name_is_spoken_without_its_controls() {
    RoomModel room = server.room("gar\u202Eden\u0007", MemberRole.MEMBER);
    assertThat(model.spoken(room)).doesNotContain("\u202E", "\u0007").startsWith("gar");
  }
}
