package chatx.desktop.browse;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.browse.CreateRoomViewModel.Place;
import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.CreateRoom;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomJoined;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateRoomViewModelTest {
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", SampleServer.person("ada", "Ada"));
  private final List<RoomModel> opened = new ArrayList<>();
  private final CreateRoomViewModel model =
      new CreateRoomViewModel(texts, server.model(), opened::add);

  @BeforeEach
  void agree() {
    server.answer(
        CreateRoom.class,
        asked ->
            new RoomJoined(
                server.state(
                    asked.name(),
                    Objects.requireNonNullElse(asked.topic(), ""),
                    asked.password() != null,
                    MemberRole.OWNER)));
  }

  @Test
  void a_public_room_needs_a_name_only() {
    model.nameProperty().set("  garden ");
    model.passwordProperty().set("typed before it was made public");
    model.create();
    assertThat(server.asked()).first().isEqualTo(new CreateRoom("garden", null, null));
    assertThat(opened).extracting(RoomModel::name).containsExactly("garden");
    assertThat(model.doneProperty().get()).isTrue();
  }

  @Test
  void a_private_room_has_its_password_as_it_was_typed() {
    model.nameProperty().set("attic");
    model.topicProperty().set("old things");
    model.privateProperty().set(true);
    model.passwordProperty().set(" open sesame ");
    model.create();
    assertThat(server.asked())
        .first()
        .isEqualTo(new CreateRoom("attic", "old things", " open sesame "));
  }

  @Test
  void what_is_missing_or_too_long_is_said_where_it_is_before_the_server_is_asked() {
    model.create();
    assertThat(model.problemProperty(Place.NAME).get()).isEqualTo(texts.get("browse.name_missing"));
    model.nameProperty().set("x".repeat(65));
    model.create();
    assertThat(model.problemProperty(Place.NAME).get()).contains("64");
    model.nameProperty().set("\uD83C\uDF3B".repeat(64));
    model.topicProperty().set("x".repeat(251));
    model.create();
    assertThat(model.problemProperty(Place.NAME).get()).isEmpty();
    assertThat(model.problemProperty(Place.TOPIC).get()).contains("250");
    model.topicProperty().set("");
    model.privateProperty().set(true);
    model.passwordProperty().set("short");
    model.create();
    assertThat(model.problemProperty(Place.PASSWORD).get()).contains("8");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ROOM_EXISTS, data.name, NAME",
    "ROOM_EXISTS, , NAME",
    "NAME_TOO_SIMILAR, , NAME",
    "BAD_TEXT, data.topic, TOPIC",
    "BAD_TEXT, data.name, NAME",
    "PASSWORD_INVALID, data.password, PASSWORD",
    "UNAVAILABLE, , WHOLE",
    "QUOTA, , WHOLE"
  })
  void a_refusal_stands_where_it_belongs(ProblemCode code, @Nullable String field, Place place) {
    server.answer(CreateRoom.class, _ -> SampleServer.refusal(code, null, field));
    model.nameProperty().set("garden");
    model.create();
    for (Place each : Place.values()) {
      assertThat(model.problemProperty(each).get())
          .as(each.name())
          .isEqualTo(each == place ? texts.problem(code, null) : "");
    }
    assertThat(opened).isEmpty();
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void pressing_twice_makes_one_room() {
    server.hold();
    model.nameProperty().set("garden");
    model.create();
    model.create();
    assertThat(server.asked()).hasSize(1);
  }
}
