package chatx.desktop.browse;

import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.protocol.CreateRoom;
import chatx.protocol.JoinRoom;
import chatx.protocol.ListRooms;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomSummary;
import java.util.List;

/**
 * What browsing looks like at some of its moments.
 *
 * @param mark stands in every word of the data
 */
public record BrowseSamples(Dialogs dialogs, Texts texts, SampleServer server, String mark) {

  public void all() {
    var _ = browsing();
  }

  public void nothing() {
    server.answer(ListRooms.class, _ -> new RoomPage(List.of(), null));
    var model = new BrowseViewModel(texts, server.model(), _ -> {});
    model.queryProperty().set("zeppelin" + mark);
    var _ = BrowseView.show(dialogs, texts, model, () -> {});
  }

  public void offline() {
    server.answer(ListRooms.class, _ -> SampleServer.refusal(ProblemCode.UNAVAILABLE));
    var model = new BrowseViewModel(texts, server.model(), _ -> {});
    var _ = BrowseView.show(dialogs, texts, model, () -> {});
  }

  public void wrongPassword() {
    server.answer(JoinRoom.class, _ -> SampleServer.refusal(ProblemCode.WRONG_ROOM_PASSWORD));
    BrowseViewModel model = browsing();
    model.choose(summary("committee", "", true, 4));
    model.passwordProperty().set("open sesame");
    model.joinLocked();
  }

  public void creating() {
    var model = new CreateRoomViewModel(texts, server.model(), _ -> {});
    model.nameProperty().set("Harvest" + mark);
    model.privateProperty().set(true);
    var _ = CreateRoomView.show(dialogs, texts, model);
  }

  public void taken() {
    server.answer(CreateRoom.class, _ -> SampleServer.refusal(ProblemCode.ROOM_EXISTS));
    var model = new CreateRoomViewModel(texts, server.model(), _ -> {});
    model.nameProperty().set("garden" + mark);
    model.create();
    var _ = CreateRoomView.show(dialogs, texts, model);
  }

  private BrowseViewModel browsing() {
    server.answer(
        ListRooms.class,
        _ ->
            new RoomPage(
                List.of(
                    summary("announcements", "News of the house, for everybody", false, 48),
                    summary("board games", "Thursdays at eight, bring a friend", false, 12),
                    summary("committee", "", true, 4),
                    summary("garden", "What grows, and who waters it this week", true, 6),
                    summary(
                        "lost and found",
                        "Keys, umbrellas, single gloves and the long stories that come with them,"
                            + " told until somebody recognises what is theirs",
                        false,
                        31),
                    summary("music", "", false, 1)),
                "after music"));
    var model = new BrowseViewModel(texts, server.model(), _ -> {});
    var _ = BrowseView.show(dialogs, texts, model, () -> {});
    return model;
  }

  private RoomSummary summary(String name, String topic, boolean locked, int members) {
    return new RoomSummary(
        new RoomId(SampleServer.id(name + mark)),
        name + mark,
        topic.isEmpty() ? "" : mark + topic,
        locked,
        members,
        false);
  }
}
