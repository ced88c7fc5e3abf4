package chatx.desktop.model;

import static chatx.desktop.model.Past.BEN;
import static chatx.desktop.model.Past.EVA;
import static chatx.desktop.model.Past.ME;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.protocol.ClientKey;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberLeft;
import chatx.protocol.MessagePosted;
import chatx.protocol.UnknownEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever order pages, live events and outbox changes arrive in, early, late or twice: the rows
 * are those of a timeline that just fetched the same window.
 */
class TimelinePropertyTest {
  private static final int STEPS = 400;

  private final Past past = new Past("garden");
  private final Timeline timeline = fresh();

  /** What the server has not told this client yet starts behind this number. */
  private long told;

  private final List<HistoryPage> late = new ArrayList<>();
  private final Map<ClientKey, OutboxEntry> unsent = new LinkedHashMap<>();
  private long keys;

  private static Timeline fresh() {
    Timeline timeline = new Timeline(ME, new MessageParser(ME.name()), ZoneOffset.UTC);
    timeline.roomName("garden");
    return timeline;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anyInterleavingGivesTheRowsOfAFreshFetch(long seed) {
    Random random = new Random(seed);
    past.chat(random.nextInt(1_500));
    told = past.last();
    timeline.open(past.last(), past.newest(random.nextInt(120)));
    for (int step = 0; step < STEPS; step++) {
      step(random);
      assertThat(timeline.size()).isLessThanOrEqualTo(Timeline.WINDOW);
      assertThat(timeline.rows().stream().map(TimelineRow::key)).doesNotHaveDuplicates();
      if (step % 20 == 0) {
        assertLikeAFreshFetch("seed " + seed + ", step " + step);
      }
    }
    while (told < past.last()) {
      tellNext();
    }
    assertLikeAFreshFetch("seed " + seed + ", at the end");
  }

  private void step(Random random) {
    int size = 1 + random.nextInt(200);
    long anywhere = 1 + random.nextLong(past.last());
    switch (random.nextInt(17)) {
      case 0, 1, 2 -> happens(random);
      case 3, 4, 5 -> tellNext();
      case 6 -> timeline.append(past.log.get(random.nextInt((int) told)));
      case 7, 8 -> timeline.prepend(past.before(timeline.firstShown(), size));
      case 9, 10 -> timeline.appendPage(past.after(timeline.lastShown(), size));
      case 11 -> timeline.around(past.around(anywhere, size), anywhere);
      case 12 -> late.add(past.before(anywhere, size));
      case 13 -> {
        if (!late.isEmpty()) {
          HistoryPage page = late.removeFirst();
          timeline.prepend(page);
          timeline.appendPage(page);
        }
      }
      case 14 -> timeline.jumpToLive();
      case 15 -> write(random);
      default -> timeline.following(random.nextBoolean());
    }
  }

  private void happens(Random random) {
    past.later(Duration.ofSeconds(random.nextInt(900)));
    var _ =
        switch (random.nextInt(6)) {
          case 0 -> past.add(new MemberJoined(EVA));
          case 1 -> past.add(new MemberLeft(EVA));
          case 2 -> past.add(new UnknownEvent("later.thing"));
          case 3 -> past.say(BEN, "to @room and @ada");
          default -> past.say(EVA, "something");
        };
  }

  /** An own message is written, and some of those before move on. */
  private void write(Random random) {
    keys++;
    OutboxEntry entry =
        new OutboxEntry(
            Past.key(keys),
            past.room,
            "own " + keys,
            Instant.parse("2027-03-01T00:00:00Z"),
            OutboxState.QUEUED,
            null);
    unsent.put(entry.key(), entry);
    timeline.outbox(entry);
    for (OutboxEntry known : List.copyOf(unsent.values())) {
      if (isInTheLog(known)) {
        become(known, random.nextBoolean() ? OutboxState.ACCEPTED : OutboxState.SENDING);
        continue;
      }
      switch (random.nextInt(5)) {
        case 0 -> become(known, OutboxState.SENDING);
        case 1 -> become(known, OutboxState.FAILED);
        case 2 -> {
          become(known, OutboxState.REMOVED);
          unsent.remove(known.key());
        }
        case 3 -> {
          // The server has it; the event is told when its turn comes, the reply before or after.
          var _ = past.say(ME, known.body(), known.key());
        }
        default -> {
          // Stays as it is.
        }
      }
    }
  }

  private boolean isInTheLog(OutboxEntry entry) {
    return past.log.stream()
        .anyMatch(logged ->
            logged.event() instanceof MessagePosted message
                && message.clientKey().equals(entry.key()));
  }

  private void become(OutboxEntry entry, OutboxState state) {
    OutboxEntry changed = entry.in(state, null);
    unsent.put(entry.key(), changed);
    timeline.outbox(changed);
  }

  private void tellNext() {
    if (told < past.last()) {
      LoggedEvent event = past.log.get((int) told);
      told++;
      timeline.append(event);
      if (event.event() instanceof MessagePosted message) {
        OutboxEntry sent = unsent.remove(message.clientKey());
        if (sent != null) {
          timeline.outbox(sent.in(OutboxState.ACCEPTED, null));
          timeline.outbox(sent.in(OutboxState.REMOVED, null));
        }
      }
    }
  }

  private void assertLikeAFreshFetch(String when) {
    Timeline fresh = fresh();
    fresh.open(told, List.of());
    long first = timeline.firstShown();
    long last = timeline.lastShown();
    int size = timeline.size();
    if (size > 0) {
      List<LoggedEvent> window = past.log.subList((int) first - 1, (int) last);
      fresh.around(new HistoryPage(List.copyOf(window), first > 1, last < told), last);
    }
    for (OutboxEntry entry : unsent.values()) {
      fresh.outbox(entry.in(OutboxState.QUEUED, null));
      fresh.outbox(entry);
    }

    assertThat(fresh.firstShown()).as(when).isEqualTo(first);
    assertThat(fresh.hasNewer()).as(when).isEqualTo(timeline.hasNewer());
    assertThat(fresh.hasOlder()).as(when).isEqualTo(timeline.hasOlder());
    assertThat(timeline.rows().stream().map(TimelineRow::key))
        .as(when)
        .containsExactlyElementsOf(fresh.rows().stream().map(TimelineRow::key).toList());
    assertThat(List.copyOf(timeline.rows())).as(when).isEqualTo(List.copyOf(fresh.rows()));
  }
}
