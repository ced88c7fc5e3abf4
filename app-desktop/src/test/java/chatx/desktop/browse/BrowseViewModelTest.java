package chatx.desktop.browse;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.JoinRoom;
import chatx.protocol.ListRooms;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowseViewModelTest {
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", SampleServer.person("ada", "Ada"));
  private final List<RoomModel> opened = new ArrayList<>();

  @BeforeEach
  void answerLists() {
    server.answer(
        ListRooms.class,
        asked -> {
          String wanted = asked.query() == null ? "" : asked.query();
          if (asked.cursor() != null) {
            return new RoomPage(List.of(summary("workshop", false)), null);
          }
          List<RoomSummary> rooms =
              List.of(summary("attic", true), summary("garden", false)).stream()
                  .filter(room -> room.name().contains(wanted))
                  .toList();
          return new RoomPage(rooms, wanted.isEmpty() ? "after garden" : null);
        });
  }

  private BrowseViewModel model() {
    return new BrowseViewModel(texts, server.model(), opened::add);
  }

  private static RoomSummary summary(String name, boolean locked) {
    return new RoomSummary(new RoomId(SampleServer.id(name)), name, "", locked, 3, false);
  }

  private List<@Nullable String> queries() {
    List<@Nullable String> queries = new ArrayList<>();
    server.asked().stream()
        .filter(ListRooms.class::isInstance)
        .forEach(asked -> queries.add(((ListRooms) asked).query()));
    return queries;
  }

  private static List<String> names(BrowseViewModel model) {
    return model.rooms().stream().map(RoomSummary::name).toList();
  }

  @Test
  void the_first_page_comes_by_itself_and_the_next_on_demand() {
    BrowseViewModel model = model();
    assertThat(names(model)).containsExactly("attic", "garden");
    assertThat(model.moreProperty().get()).isTrue();
    model.loadMore();
    assertThat(names(model)).containsExactly("attic", "garden", "workshop");
    assertThat(model.moreProperty().get()).isFalse();
    int before = server.asked().size();
    model.loadMore();
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void while_an_answer_is_on_its_way_only_the_last_text_is_asked_next() {
    server.hold();
    BrowseViewModel model = model();
    model.queryProperty().set("g");
    model.queryProperty().set("ga");
    model.queryProperty().set("gar ");
    server.release();
    assertThat(queries()).containsExactly(null, "gar");
    assertThat(names(model)).containsExactly("garden");
  }

  @Test
  void a_text_that_is_too_long_is_not_asked() {
    BrowseViewModel model = model();
    model.queryProperty().set("x".repeat(65));
    assertThat(queries()).hasSize(1);
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
    model.queryProperty().set("att");
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(names(model)).containsExactly("attic");
  }

  @Test
  void without_a_connection_it_says_so_and_can_be_asked_again() {
    server.answer(ListRooms.class, _ -> SampleServer.refusal(ProblemCode.UNAVAILABLE));
    BrowseViewModel model = model();
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.UNAVAILABLE, null));
    assertThat(model.emptyWords()).isEqualTo("browse.not_listed");
    answerLists();
    model.searchAgain();
    assertThat(model.problemProperty().get()).isEmpty();
    assertThat(names(model)).containsExactly("attic", "garden");
  }

  @Test
  void an_empty_list_says_whether_there_are_no_rooms_or_none_that_fits() {
    server.answer(ListRooms.class, _ -> new RoomPage(List.of(), null));
    BrowseViewModel model = model();
    assertThat(model.emptyWords()).isEqualTo("browse.none");
    model.queryProperty().set("zeppelin");
    assertThat(model.emptyWords()).isEqualTo("browse.nothing");
    server.hold();
    model.queryProperty().set("zep");
    assertThat(model.emptyWords()).isEqualTo("browse.searching");
  }

  @Test
  void a_public_room_is_joined_and_opened_at_once() {
    server.answer(
        JoinRoom.class, _ -> new RoomJoined(server.state("garden", "", false, MemberRole.MEMBER)));
    BrowseViewModel model = model();
    model.choose(summary("garden", false));
    assertThat(server.asked()).contains(new JoinRoom(new RoomId(SampleServer.id("garden")), null));
    assertThat(opened).extracting(RoomModel::name).containsExactly("garden");
    assertThat(model.doneProperty().get()).isTrue();
  }

  @Test
  void a_room_one_is_in_is_opened_without_asking() {
    RoomModel garden = server.room("garden", MemberRole.MEMBER);
    BrowseViewModel model = model();
    int before = server.asked().size();
    model.choose(summary("garden", true));
    assertThat(opened).containsExactly(garden);
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void the_wrong_password_is_said_beside_the_field_and_the_right_one_joins() {
    server.answer(
        JoinRoom.class,
        asked ->
            Objects.equals(asked.password(), "open sesame")
                ? new RoomJoined(server.state("attic", "", true, MemberRole.MEMBER))
                : SampleServer.refusal(ProblemCode.WRONG_ROOM_PASSWORD));
    BrowseViewModel model = model();
    model.choose(summary("attic", true));
    assertThat(model.lockedProperty().get()).isEqualTo(summary("attic", true));
    model.joinLocked();
    assertThat(model.passwordProblemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.ROOM_PASSWORD_NEEDED, null));
    model.passwordProperty().set("guess");
    model.joinLocked();
    assertThat(model.passwordProblemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.WRONG_ROOM_PASSWORD, null));
    assertThat(model.problemProperty().get()).isEmpty();
    model.passwordProperty().set("open sesame");
    model.joinLocked();
    assertThat(opened).hasSize(1);
    assertThat(model.passwordProperty().get()).as("kept no longer than needed").isEmpty();
  }

  @Test
  void how_long_to_wait_and_a_ban_are_said_beside_the_field_too() {
    server.answer(
        JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.TOO_MANY_ATTEMPTS, 29_500L, null));
    BrowseViewModel model = model();
    model.choose(summary("attic", true));
    model.passwordProperty().set("guess");
    model.joinLocked();
    assertThat(model.passwordProblemProperty().get()).contains("30 seconds");
    server.answer(JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.BANNED));
    model.joinLocked();
    assertThat(model.passwordProblemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.BANNED, null));
  }

  @Test
  void a_ban_from_a_public_room_is_said_with_the_rooms_name() {
    server.answer(JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.BANNED));
    BrowseViewModel model = model();
    model.choose(summary("garden", false));
    assertThat(model.problemProperty().get())
        .startsWith("garden: ")
        .endsWith(texts.problem(ProblemCode.BANNED, null));
    assertThat(opened).isEmpty();
  }

  @Test
  void a_room_that_became_private_meanwhile_asks_for_its_password() {
    server.answer(JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.ROOM_PASSWORD_NEEDED));
    BrowseViewModel model = model();
    model.choose(summary("garden", false));
    assertThat(model.lockedProperty().get()).isEqualTo(summary("garden", false));
    model.forgetLocked();
    assertThat(model.lockedProperty().get()).isNull();
  }

  @Test
  void pressing_twice_asks_once() {
    BrowseViewModel model = model();
    server.hold();
    model.choose(summary("garden", false));
    model.choose(summary("garden", false));
    assertThat(server.asked()).filteredOn(JoinRoom.class::isInstance).hasSize(1);
  }
}
