package chatx.desktop.find;

import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Texts;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.ReadHistory;
import chatx.protocol.UserSummary;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What finding looks like at some of its moments. */
public final class FindSamples {
  private static final List<String> SAID =
      List.of(
          "Somebody took all the tomatoes from the second row. If it was you, please leave some.",
          "I planted two kinds of tomato this year: the small yellow ones near the fence, and the"
              + " large ones that never get ripe.",
          "tomatoes!",
          "Has anybody watered the greenhouse? The basil hangs its head, and the tomato plants"
              + " will follow by the evening if nobody goes there.");

  private final FindViewModel model;
  private final String mark;
  private final List<UserSummary> people;

  /** The mark stands in every word of the data. */
  public FindSamples(Texts texts, RoomModel room, String mark, List<UserSummary> people) {
    this.mark = mark;
    this.people = people;
    model = new FindViewModel(texts, ZoneOffset.UTC, (_, _) -> {});
    model.show(room);
  }

  public FindViewModel model() {
    return model;
  }

  public static void start(SampleServer server, FindSamples samples) {
    assert server.model().rooms().contains(samples.model.roomProperty().get());
  }

  public static void results(SampleServer server, FindSamples samples) {
    List<LoggedEvent> hits = new ArrayList<>();
    for (int i = 0; i < SAID.size(); i++) {
      hits.add(
          new LoggedEvent(
              i + 1,
              SampleServer.NOON.minus(Duration.ofHours(30L * (SAID.size() - i))),
              SampleServer.message(
                  samples.people.get(i % samples.people.size()), samples.marked(SAID.get(i)))));
    }
    server.answer(ReadHistory.class, _ -> new HistoryPage(hits, true, false));
    samples.model.textProperty().set("tomato" + samples.mark);
    samples.model.fromProperty().set(LocalDate.of(2026, 11, 1));
    samples.model.search();
  }

  public static void nothing(SampleServer server, FindSamples samples) {
    server.answer(ReadHistory.class, _ -> new HistoryPage(List.of(), false, false));
    samples.model.textProperty().set("aubergine" + samples.mark);
    samples.model.search();
  }

  /** In the hit and on either side of it. */
  private String marked(String words) {
    return words.replace("tomato", mark + "tomato" + mark + mark);
  }
}
