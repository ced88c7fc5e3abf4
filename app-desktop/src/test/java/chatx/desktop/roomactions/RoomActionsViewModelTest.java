package chatx.desktop.roomactions;

import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.roomactions.RoomActionsViewModel.Part;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.LeaveRoom;
import chatx.protocol.MemberRole;
import chatx.protocol.ProblemCode;
import chatx.protocol.RenameRoom;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RoomActionsViewModelTest {
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final SampleServer server = new SampleServer("Home", person("ada", "Ada"));
  private final RoomModel garden =
      server.room(server.state("garden", "what grows", false, MemberRole.OWNER));
  private final RoomActionsViewModel model = new RoomActionsViewModel(texts, garden);

  @Test
  void it_begins_with_what_the_room_is_like() {
    assertThat(model.nameProperty().get()).isEqualTo("garden");
    assertThat(model.topicProperty().get()).isEqualTo("what grows");
  }

  @Test
  void a_role_allows_what_it_allows() {
    assertThat(model.mayDescribe()).isTrue();
    assertThat(model.mayOwn()).isTrue();
    assertThat(model.mayLeave()).isFalse();
    var moderating = new RoomActionsViewModel(texts, server.room("attic", MemberRole.MODERATOR));
    assertThat(moderating.mayDescribe()).isTrue();
    assertThat(moderating.mayOwn()).isFalse();
    assertThat(moderating.mayLeave()).isTrue();
    var visiting = new RoomActionsViewModel(texts, server.room("cellar", MemberRole.MEMBER));
    assertThat(visiting.mayDescribe()).isFalse();
    assertThat(visiting.mayOwn()).isFalse();
    assertThat(visiting.mayLeave()).isTrue();
  }

  @Test
  void each_part_is_changed_by_itself_and_says_so() {
    server.answer(RenameRoom.class, _ -> new Done());
    server.answer(SetTopic.class, _ -> new Done());
    server.answer(SetRoomPassword.class, _ -> new Done());
    model.nameProperty().set(" orchard ");
    model.rename();
    assertThat(server.askedLast()).isEqualTo(new RenameRoom(garden.id(), "orchard"));
    assertThat(model.noteProperty(Part.NAME).get()).isNotEmpty();
    assertThat(model.noteProperty(Part.TOPIC).get()).isEmpty();
    model.topicProperty().set("");
    model.setTopic();
    assertThat(server.askedLast()).isEqualTo(new SetTopic(garden.id(), ""));
    model.passwordProperty().set("open sesame");
    model.setPassword();
    assertThat(server.askedLast()).isEqualTo(new SetRoomPassword(garden.id(), "open sesame"));
    assertThat(model.passwordProperty().get()).isEmpty();
    model.removePassword();
    assertThat(server.askedLast()).isEqualTo(new SetRoomPassword(garden.id(), null));
  }

  @Test
  void what_cannot_be_is_said_before_the_server_is_asked() {
    model.nameProperty().set("  ");
    model.rename();
    assertThat(model.problemProperty(Part.NAME).get())
        .isEqualTo(texts.get("roomactions.name_missing"));
    model.nameProperty().set("x".repeat(65));
    model.rename();
    assertThat(model.problemProperty(Part.NAME).get()).contains("64");
    model.topicProperty().set("x".repeat(251));
    model.setTopic();
    assertThat(model.problemProperty(Part.TOPIC).get()).contains("250");
    model.passwordProperty().set("short");
    model.setPassword();
    assertThat(model.problemProperty(Part.PASSWORD).get()).contains("8");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_refusal_replaces_the_note_and_stands_with_its_part() {
    server.answer(RenameRoom.class, _ -> new Done());
    model.rename();
    server.answer(RenameRoom.class, _ -> SampleServer.refusal(ProblemCode.ROOM_EXISTS));
    model.rename();
    assertThat(model.noteProperty(Part.NAME).get()).isEmpty();
    assertThat(model.problemProperty(Part.NAME).get())
        .isEqualTo(texts.problem(ProblemCode.ROOM_EXISTS, null));
    assertThat(model.problemProperty(Part.TOPIC).get()).isEmpty();
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void leaving_and_deleting_take_the_room_away_or_say_why_not() {
    assertThat(model.leave().join()).contains(texts.problem(ProblemCode.UNAVAILABLE, null));
    assertThat(server.model().rooms()).containsExactly(garden);
    server.answer(LeaveRoom.class, _ -> new Done());
    assertThat(model.leave().join()).isEmpty();
    assertThat(server.model().rooms()).isEmpty();

    RoomModel attic = server.room("attic", MemberRole.OWNER);
    var deleting = new RoomActionsViewModel(texts, attic);
    server.answer(DeleteRoom.class, _ -> new Done());
    assertThat(deleting.delete().join()).isEmpty();
    assertThat(server.askedLast()).isEqualTo(new DeleteRoom(attic.id()));
    assertThat(server.model().rooms()).isEmpty();
  }
}
