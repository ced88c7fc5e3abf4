package chatx.desktop.members;

import static chatx.desktop.sample.SampleServer.member;
import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.MemberModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.Trouble;
import chatx.desktop.ui.Texts;
import chatx.protocol.BanUser;
import chatx.protocol.Done;
import chatx.protocol.KickMember;
import chatx.protocol.ListMembers;
import chatx.protocol.Member;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomState;
import chatx.protocol.ServerInfo;
import chatx.protocol.SetRole;
import chatx.protocol.UserSummary;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembersViewModelTest {
  private static final UserSummary ADA = person("ada", "Ada");
  private static final UserSummary BEN = person("ben", "Bén Okri");
  private static final UserSummary EVA = person("eva", "Eva");
  private static final UserSummary ZOE = person("zoe", "Zoë");

  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", ADA);
  private final MembersViewModel model = new MembersViewModel(texts);

  private RoomModel garden(MemberRole mine) {
    return server.room(
        "garden",
        mine,
        member(BEN, mine == MemberRole.OWNER ? MemberRole.MODERATOR : MemberRole.OWNER, true),
        member(EVA, MemberRole.MEMBER, false),
        member(ZOE, MemberRole.MODERATOR, false));
  }

  /** With 300 members, of which the state names oneself, Ben and Eva. */
  private RoomModel stadium() {
    RoomState few =
        server.state(
            "stadium",
            "",
            false,
            MemberRole.MODERATOR,
            member(BEN, MemberRole.OWNER, true),
            member(EVA, MemberRole.MEMBER, false));
    return server.room(new RoomState(few.id(), few.name(), "", false, 1, 300, few.members()));
  }

  private List<String> shown() {
    return model.rows().stream()
        .map(row ->
            switch (row) {
              case MemberRow.Heading(String words) -> words;
              case MemberRow.Person(MemberModel member, boolean _) -> member.user().name();
            })
        .toList();
  }

  private MemberModel of(UserSummary who) {
    return model.rows().stream()
        .filter(MemberRow.Person.class::isInstance)
        .map(row -> ((MemberRow.Person) row).member())
        .filter(member -> member.user().equals(who))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void those_online_stand_above_the_others_and_each_group_is_counted() {
    model.show(garden(MemberRole.MEMBER));
    assertThat(shown()).containsExactly("Online, 2", "ada", "ben", "Offline, 2", "eva", "zoe");
    assertThat(model.countProperty().get()).isEqualTo("4 members");
    assertThat(model.moreProperty().get()).isEmpty();
  }

  @Test
  void nobody_is_shown_as_online_while_the_server_is_away() {
    RoomModel garden = garden(MemberRole.MEMBER);
    model.show(garden);
    server.connection(
        new ConnectionState.Waiting(SampleServer.NOON, 1, Trouble.REFUSED_CONNECTION));
    assertThat(shown()).containsExactly("Not connected, 4", "ada", "ben", "eva", "zoe");
    assertThat(of(BEN).online()).isFalse();
    server.connection(new ConnectionState.Connecting(2));
    assertThat(shown()).contains("Not connected, 4");
    model.show(server.room("attic", MemberRole.OWNER));
    assertThat(shown()).containsExactly("Not connected, 1", "ada");
    model.show(garden);
    server.connection(
        new ConnectionState.Online(new ServerInfo("Home", "1", 1, 4_000, 65_536, 30)));
    assertThat(shown()).containsExactly("Online, 2", "ada", "ben", "Offline, 2", "eva", "zoe");
  }

  @Test
  void a_text_finds_names_without_case_and_accents_and_asks_nobody() {
    model.show(garden(MemberRole.MEMBER));
    model.queryProperty().set("BEN o");
    assertThat(shown()).containsExactly("Online, 1", "ben");
    model.queryProperty().set("@zo");
    assertThat(shown()).containsExactly("Offline, 1", "zoe");
    model.queryProperty().set("nobody");
    assertThat(shown()).isEmpty();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void the_list_follows_the_room_until_another_one_is_shown() {
    RoomModel garden = garden(MemberRole.MEMBER);
    model.show(garden);
    server.tell(garden, new MemberKicked(EVA, BEN, null));
    assertThat(shown()).containsExactly("Online, 2", "ada", "ben", "Offline, 1", "zoe");
    model.show(server.room("attic", MemberRole.OWNER));
    assertThat(shown()).containsExactly("Online, 1", "ada");
    server.tell(garden, new MemberKicked(ZOE, BEN, null));
    assertThat(shown()).containsExactly("Online, 1", "ada");
    model.show(null);
    assertThat(shown()).isEmpty();
  }

  @Test
  void an_owner_may_do_all_a_moderator_acts_on_ordinary_members_and_a_member_on_nobody() {
    model.show(garden(MemberRole.OWNER));
    assertThat(model.actions(of(BEN)))
        .isEqualTo(
            Set.of(
                MemberAction.MAKE_MEMBER,
                MemberAction.MAKE_OWNER,
                MemberAction.KICK,
                MemberAction.BAN));
    assertThat(model.actions(of(EVA)))
        .isEqualTo(
            Set.of(
                MemberAction.MAKE_MODERATOR,
                MemberAction.MAKE_OWNER,
                MemberAction.KICK,
                MemberAction.BAN));
    assertThat(model.actions(of(ADA))).isEmpty();
    assertThat(model.governsProperty().get()).isTrue();
  }

  @Test
  void a_moderator_acts_on_ordinary_members_only() {
    model.show(garden(MemberRole.MODERATOR));
    assertThat(model.actions(of(EVA))).isEqualTo(Set.of(MemberAction.KICK, MemberAction.BAN));
    assertThat(model.actions(of(ZOE))).isEmpty();
    assertThat(model.actions(of(BEN))).isEmpty();
    assertThat(model.governsProperty().get()).isTrue();
  }

  @Test
  void a_member_acts_on_nobody_until_made_a_moderator() {
    RoomModel garden = garden(MemberRole.MEMBER);
    model.show(garden);
    assertThat(model.actions(of(EVA))).isEmpty();
    assertThat(model.governsProperty().get()).isFalse();
    server.tell(garden, new RoleChanged(ADA, MemberRole.MODERATOR, BEN));
    assertThat(model.actions(of(EVA))).isEqualTo(Set.of(MemberAction.KICK, MemberAction.BAN));
    assertThat(model.governsProperty().get()).isTrue();
  }

  @Test
  void each_action_asks_for_what_it_says() {
    server.answer(SetRole.class, _ -> new Done());
    server.answer(KickMember.class, _ -> new Done());
    server.answer(BanUser.class, _ -> new Done());
    RoomModel garden = garden(MemberRole.OWNER);
    model.show(garden);
    for (MemberAction action : MemberAction.values()) {
      assertThat(model.carryOut(action, of(EVA), " spam ").join()).as(action.name()).isEmpty();
    }
    assertThat(model.carryOut(MemberAction.KICK, of(EVA), "  ").join()).isEmpty();
    assertThat(server.asked())
        .containsExactly(
            new SetRole(garden.id(), EVA.id(), MemberRole.MODERATOR),
            new SetRole(garden.id(), EVA.id(), MemberRole.MEMBER),
            new SetRole(garden.id(), EVA.id(), MemberRole.OWNER),
            new KickMember(garden.id(), EVA.id(), "spam"),
            new BanUser(garden.id(), EVA.id(), "spam"),
            new KickMember(garden.id(), EVA.id(), null));
  }

  @Test
  void a_refusal_is_answered_in_words() {
    server.answer(KickMember.class, _ -> SampleServer.refusal(ProblemCode.NO_SUCH_MEMBER));
    model.show(garden(MemberRole.OWNER));
    assertThat(model.carryOut(MemberAction.KICK, of(EVA), "").join())
        .contains(texts.problem(ProblemCode.NO_SUCH_MEMBER, null));
  }

  @Test
  void of_a_large_room_the_server_is_asked_and_its_answer_knows_who_is_there_now() {
    Member found = member(ZOE, MemberRole.MEMBER, false);
    Member stale = member(BEN, MemberRole.MEMBER, false);
    server.answer(
        ListMembers.class,
        asked ->
            asked.cursor() == null
                ? new MemberPage(List.of(stale), "after ben")
                : new MemberPage(List.of(found), null));
    model.show(stadium());
    assertThat(model.moreProperty().get()).startsWith("297 more");
    model.queryProperty().set("e");
    assertThat(shown()).containsExactly("Online, 1", "ben");
    assertThat(of(BEN).role()).as("as the state knows").isEqualTo(MemberRole.OWNER);
    assertThat(model.moreProperty().get()).isEmpty();
    model.loadMore();
    assertThat(shown()).containsExactly("Online, 1", "ben", "Offline, 1", "zoe");
    assertThat(model.hasNextPageProperty().get()).isFalse();
    model.queryProperty().set("");
    assertThat(shown()).containsExactly("Online, 2", "ada", "ben", "Offline, 1", "eva");
  }

  @Test
  void an_answer_for_a_room_that_is_not_shown_any_more_is_dropped() {
    server.answer(
        ListMembers.class,
        _ -> new MemberPage(List.of(member(ZOE, MemberRole.MEMBER, true)), null));
    model.show(stadium());
    server.hold();
    model.queryProperty().set("z");
    RoomModel attic = server.room("attic", MemberRole.OWNER);
    model.show(attic);
    server.release();
    assertThat(shown()).containsExactly("Online, 1", "ada");
    assertThat(model.searchingProperty().get()).isFalse();
  }

  @Test
  void what_the_server_refuses_to_look_for_is_said() {
    server.answer(ListMembers.class, _ -> SampleServer.refusal(ProblemCode.UNAVAILABLE));
    model.show(stadium());
    model.queryProperty().set("z");
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.UNAVAILABLE, null));
    model.queryProperty().set("x".repeat(65));
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
    model.queryProperty().set("");
    assertThat(model.problemProperty().get()).isEmpty();
  }
}
