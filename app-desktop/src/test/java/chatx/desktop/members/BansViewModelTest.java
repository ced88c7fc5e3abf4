package chatx.desktop.members;

import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.Ban;
import chatx.protocol.BanList;
import chatx.protocol.Done;
import chatx.protocol.ListBans;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.UnbanUser;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BansViewModelTest {
  private static final Ban MALLORY =
      new Ban(person("mallory", "Mallory"), person("ada", "Ada"), "spam", SampleServer.NOON);
  private static final Ban TRUDY =
      new Ban(person("trudy", "Trudy"), person("ada", "Ada"), null, SampleServer.NOON);

  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", person("ada", "Ada"));
  private final RoomModel garden = server.room("garden", MemberRole.OWNER);

  @Test
  void a_lifted_ban_leaves_the_list_when_the_server_agreed() {
    server.answer(ListBans.class, _ -> new BanList(List.of(MALLORY, TRUDY)));
    var model = new BansViewModel(texts, garden);
    assertThat(model.bans()).containsExactly(MALLORY, TRUDY);
    model.lift(MALLORY);
    assertThat(model.problemProperty().get())
        .isEqualTo(texts.problem(ProblemCode.UNAVAILABLE, null));
    assertThat(model.bans()).containsExactly(MALLORY, TRUDY);
    server.answer(UnbanUser.class, _ -> new Done());
    model.lift(MALLORY);
    assertThat(server.askedLast()).isEqualTo(new UnbanUser(garden.id(), MALLORY.user().id()));
    assertThat(model.bans()).containsExactly(TRUDY);
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void who_may_not_see_them_is_told_so() {
    server.answer(ListBans.class, _ -> SampleServer.refusal(ProblemCode.FORBIDDEN));
    var model = new BansViewModel(texts, garden);
    assertThat(model.bans()).isEmpty();
    assertThat(model.loadingProperty().get()).isFalse();
    assertThat(model.problemProperty().get()).isEqualTo(texts.problem(ProblemCode.FORBIDDEN, null));
  }
}
