package chatx.desktop.find;

import static chatx.desktop.sample.SampleServer.member;
import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.find.FindViewModel.Stage;
import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.EntryKind;
import chatx.protocol.HistoryFilter;
import chatx.protocol.HistoryPage;
import chatx.protocol.ListMembers;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.ReadHistory;
import chatx.protocol.UserSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindViewModelTest {
  private static final UserSummary BEN = person("ben", "Ben");
  private static final UserSummary EVA = person("eva", "Eva Luna");
  private static final UserSummary ZOE = person("zoe", "Zoe");

  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", person("ada", "Ada"));
  private final RoomModel garden =
      server.room(
          "garden",
          MemberRole.MEMBER,
          member(BEN, MemberRole.OWNER, true),
          member(EVA, MemberRole.MEMBER, true));
  private final List<String> jumps = new ArrayList<>();
  private final FindViewModel model =
      new FindViewModel(
          texts, ZoneId.of("Europe/Vienna"), (room, seq) -> jumps.add(room.name() + " " + seq));

  @BeforeEach
  void hundredTomatoes() {
    server.answer(
        ReadHistory.class,
        asked -> {
          long until = asked.before() == null ? 101 : asked.before();
          long from = Math.max(1, until - Objects.requireNonNull(asked.limit()));
          return new HistoryPage(
              LongStream.range(from, until).mapToObj(FindViewModelTest::tomato).toList(),
              from > 1,
              asked.before() != null);
        });
    model.show(garden);
    server.model().select(null);
  }

  private static LoggedEvent tomato(long seq) {
    return new LoggedEvent(
        seq, SampleServer.NOON, SampleServer.message(BEN, "Tomato number " + seq));
  }

  private ReadHistory asked() {
    return (ReadHistory) server.askedLast();
  }

  private HistoryFilter filter() {
    return Objects.requireNonNull(asked().filter());
  }

  @Test
  void a_text_finds_the_newest_first_and_older_ones_on_demand() {
    model.textProperty().set(" tomato ");
    model.search();
    assertThat(filter())
        .isEqualTo(new HistoryFilter(null, null, null, List.of(EntryKind.MESSAGE), "tomato"));
    assertThat(model.found()).hasSize(50);
    assertThat(model.found().getFirst().seq()).isEqualTo(100);
    assertThat(model.found().getLast().seq()).isEqualTo(51);
    assertThat(model.moreProperty().get()).isTrue();
    model.textProperty().set("typed meanwhile");
    model.loadMore();
    assertThat(asked().before()).isEqualTo(51);
    assertThat(filter().text()).as("of the search that is shown").isEqualTo("tomato");
    assertThat(model.found()).extracting(Found::seq).hasSize(100).doesNotHaveDuplicates();
    assertThat(model.moreProperty().get()).isFalse();
    assertThat(model.stageProperty().get()).isEqualTo(Stage.SHOWN);
  }

  @Test
  void the_last_day_is_searched_to_its_end_where_the_reader_is() {
    model.fromProperty().set(LocalDate.of(2026, 11, 20));
    model.untilProperty().set(LocalDate.of(2026, 11, 21));
    model.search();
    assertThat(filter().from()).isEqualTo(Instant.parse("2026-11-19T23:00:00Z"));
    assertThat(filter().until()).isEqualTo(Instant.parse("2026-11-21T23:00:00Z"));
    assertThat(filter().text()).isNull();
  }

  @Test
  void days_the_wrong_way_round_and_empty_fields_are_said_and_not_asked() {
    int before = server.asked().size();
    model.search();
    assertThat(model.problemProperty().get()).isEqualTo(texts.get("find.nothing_given"));
    model.fromProperty().set(LocalDate.of(2026, 11, 22));
    model.untilProperty().set(LocalDate.of(2026, 11, 21));
    model.search();
    assertThat(model.problemProperty().get()).isEqualTo(texts.get("find.days_reversed"));
    model.textProperty().set("x".repeat(201));
    model.search();
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void an_author_is_known_by_either_name_or_its_only_beginning() {
    for (String typed : List.of("@eva", "EVA LUNA", "ev")) {
      model.authorProperty().set(typed);
      model.search();
      assertThat(filter().author()).as(typed).isEqualTo(EVA.id());
    }
  }

  @Test
  void whoever_the_state_does_not_hold_is_asked_for_and_nobody_is_said() {
    server.answer(
        ListMembers.class,
        asked ->
            new MemberPage(
                "zoe".equals(asked.query())
                    ? List.of(member(ZOE, MemberRole.MEMBER, false))
                    : List.of(),
                null));
    model.authorProperty().set("zoe");
    model.search();
    assertThat(filter().author()).isEqualTo(ZOE.id());
    model.authorProperty().set("mallory");
    model.search();
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.get("find.no_such_author", "mallory"));
    assertThat(model.found()).isEmpty();
  }

  @Test
  void nothing_found_and_a_refusal_are_two_things() {
    server.answer(ReadHistory.class, _ -> new HistoryPage(List.of(), false, false));
    model.textProperty().set("potato");
    model.search();
    assertThat(model.stageProperty().get()).isEqualTo(Stage.NOTHING);
    server.answer(ReadHistory.class, _ -> SampleServer.refusal(ProblemCode.BUSY, 2_000L, null));
    model.search();
    assertThat(model.stageProperty().get()).isEqualTo(Stage.ASKING);
    assertThat(model.problemProperty().get()).contains("2 seconds");
  }

  @Test
  void an_answer_that_comes_after_a_newer_search_or_another_room_is_dropped() {
    server.hold();
    model.textProperty().set("tomato");
    model.search();
    model.show(server.room("attic", MemberRole.OWNER));
    server.release();
    assertThat(model.found()).isEmpty();
    assertThat(model.stageProperty().get()).isEqualTo(Stage.ASKING);
  }

  @Test
  void opening_a_message_goes_to_it_in_its_room() {
    model.textProperty().set("tomato");
    model.search();
    model.open(model.found().get(3));
    assertThat(jumps).containsExactly("garden 97");
  }

  @Test
  void the_hit_is_in_sight_and_hostile_characters_are_not() {
    String body = "a\u202E" + "x".repeat(300) + "\nthe TOMATO\u0007" + "y".repeat(400);
    server.answer(
        ReadHistory.class,
        _ ->
            new HistoryPage(
                List.of(new LoggedEvent(7, SampleServer.NOON, SampleServer.message(BEN, body))),
                false,
                false));
    model.textProperty().set("tomato");
    model.search();
    Found found = model.found().getFirst();
    assertThat(found.hit()).isEqualTo("TOMATO");
    assertThat(found.before()).startsWith("…").endsWith(" the ").hasSizeLessThan(50);
    assertThat(found.after()).endsWith("…").hasSizeLessThan(260);
    assertThat(found.before() + found.after()).doesNotContain("\u202E", "\u0007", "\n");
  }

  @Test
  void a_pair_of_surrogates_is_never_cut_in_two() {
    String suns = "\uD83C\uDF1E".repeat(200);
    for (String body : List.of(suns + "x hit " + suns, suns + "hit" + suns)) {
      Found found = Found.of(1, BEN, SampleServer.NOON, body, "hit");
      assertThat(found.before().codePoints().anyMatch(FindViewModelTest::isHalf)).isFalse();
      assertThat(found.after().codePoints().anyMatch(FindViewModelTest::isHalf)).isFalse();
    }
  }

  private static boolean isHalf(int point) {
    return point >= 0xD800 && point <= 0xDFFF;
  }
}
