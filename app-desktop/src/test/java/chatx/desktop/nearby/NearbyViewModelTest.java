package chatx.desktop.nearby;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.nearby.NearbyViewModel.State;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Work;
import chatx.lan.KnownServer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NearbyViewModelTest {
  private final ScriptedLan lan = new ScriptedLan();
  private final List<ServerAddress> joined = new ArrayList<>();
  private final NearbyViewModel model =
      new NearbyViewModel(
          lan,
          Work.atOnce(),
          new NearbyViewModel.Needs(
              () -> List.of(new KnownServer("Old Oak", "192.168.1.9", 8420)),
              address -> address.equals(ScriptedLan.at(1)),
              joined::add));

  @Test
  void it_looks_only_while_somebody_looks_at_it() {
    assertThat(lan.looking()).isZero();
    model.open(true);
    model.open(true);
    assertThat(lan.looking()).isEqualTo(1);
    assertThat(model.stateProperty().get()).isEqualTo(State.LOOKING);
    model.open(false);
    assertThat(lan.looking()).isZero();
  }

  @Test
  void servers_appear_and_leave_by_themselves() {
    model.open(true);
    lan.there(ScriptedLan.announced(5, "Willow", "Ada", 3, true));
    assertThat(model.stateProperty().get()).isEqualTo(State.FOUND);
    NearbyServer row = model.servers().getFirst();
    assertThat(row.name()).isEqualTo("Willow");
    assertThat(row.host()).isEqualTo("Ada");
    assertThat(row.people()).isEqualTo(OptionalInt.of(3));
    assertThat(row.locked()).isTrue();
    assertThat(row.pingMs()).hasValue(5);
    lan.there();
    assertThat(model.servers()).isEmpty();
  }

  @Test
  void a_click_leads_to_where_the_server_is() {
    model.open(true);
    lan.there(ScriptedLan.announced(5, "Willow", "", 0, false));
    model.join(model.servers().getFirst());
    assertThat(joined).containsExactly(new ServerAddress("192.168.1.5", 8420, false));
  }

  @Test
  void the_server_inside_this_app_is_not_listed_and_a_known_one_says_so() {
    model.open(true);
    lan.there(
        ScriptedLan.announced(1, "Mine", "", 1, false),
        ScriptedLan.answering(9, "Old Oak"),
        ScriptedLan.announced(5, "Willow", "", 1, false));
    assertThat(model.servers()).extracting(NearbyServer::name).containsExactly("Old Oak", "Willow");
    assertThat(model.servers()).extracting(NearbyServer::joined).containsExactly(true, false);
    assertThat(model.servers().getFirst().people()).isEmpty();
  }

  @Test
  void after_a_while_without_anybody_it_says_so_and_goes_on() {
    model.open(true);
    model.waitedLong();
    assertThat(model.stateProperty().get()).isEqualTo(State.NOTHING);
    lan.there(ScriptedLan.announced(5, "Willow", "", 1, false));
    assertThat(model.stateProperty().get()).isEqualTo(State.FOUND);
    lan.there();
    assertThat(model.stateProperty().get()).isEqualTo(State.NOTHING);
  }

  @Test
  void every_address_is_asked_only_when_a_person_wants_it() {
    model.open(true);
    model.waitedLong();
    assertThat(lan.scans()).isZero();
    model.scan();
    assertThat(lan.scans()).isEqualTo(1);
  }
}
