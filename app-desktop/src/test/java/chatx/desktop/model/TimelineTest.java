package chatx.desktop.model;

import static chatx.desktop.model.Past.BEN;
import static chatx.desktop.model.Past.EVA;
import static chatx.desktop.model.Past.ME;
import static chatx.desktop.model.Past.key;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.protocol.ClientKey;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberLeft;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.TopicChanged;
import chatx.protocol.UnknownEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
  private final Past past = new Past("garden");
  private final Timeline timeline = timeline(ZoneOffset.UTC);

  private static Timeline timeline(ZoneId zone) {
    return new Timeline(ME, new MessageParser(ME.name()), zone);
  }

  private void openNewest(int count) {
    timeline.open(past.last(), past.newest(count));
  }

  private List<String> keys() {
    return timeline.rows().stream().map(TimelineRow::key).toList();
  }

  private List<TimelineRow.Message> messages() {
    return timeline.rows().stream()
        .filter(TimelineRow.Message.class::isInstance)
        .map(TimelineRow.Message.class::cast)
        .toList();
  }

  private OutboxEntry mine(ClientKey key, OutboxState state) {
    return new OutboxEntry(
        key, past.room, "mine " + key, Instant.parse("2026-11-23T13:00:00Z"), state, null);
  }

  @Test
  void aRoomBeginsWithItsStartItsDayAndItsCreation() {
    var _ = past.say(BEN, "hello");
    openNewest(10);
    timeline.roomName("garden");

    assertThat(keys()).containsExactly("start", "d:2026-11-23", "n:1", "m:2");
    assertThat(timeline.rows().getFirst()).isEqualTo(new TimelineRow.Start("garden"));
    assertThat(timeline.hasOlder()).isFalse();
    assertThat(timeline.atLiveEnd()).isTrue();
  }

  @Test
  void aNewMessageGoesBehindAllOthersAndTouchesNoOtherRow() {
    past.chat(30);
    openNewest(20);
    timeline.following(false);
    List<TimelineRow> before = List.copyOf(timeline.rows());
    var changes = new ArrayList<String>();
    timeline
        .rows()
        .addListener(
            (ListChangeListener<TimelineRow>)
                change -> {
                  while (change.next()) {
                    changes.add(
                        change.getFrom()
                            + "+"
                            + change.getAddedSize()
                            + "-"
                            + change.getRemovedSize());
                  }
                });

    timeline.append(past.say(EVA, "new"));

    assertThat(changes).containsExactly(before.size() + "+1-0");
    assertThat(timeline.rows()).startsWith(before.toArray(TimelineRow[]::new));
  }

  @Test
  void aFullWindowLetsGoOfTheLiveEndWhileItsReaderIsScrolledUp() {
    past.chat(2_000);
    openNewest(100);
    while (timeline.size() < Timeline.WINDOW) {
      timeline.prepend(past.before(timeline.firstShown(), 100));
    }
    timeline.following(false);
    List<String> before = keys();

    for (int i = 0; i < 10; i++) {
      timeline.append(past.say(EVA, "new"));
    }

    assertThat(keys()).isEqualTo(before);
    assertThat(timeline.atLiveEnd()).isFalse();
    assertThat(timeline.newer()).isEqualTo(10);
    timeline.appendPage(past.after(timeline.lastShown(), 100));
    assertThat(timeline.atLiveEnd()).isTrue();
    assertThat(keys()).endsWith("m:" + past.last());
  }

  @Test
  void aFullWindowDropsItsOldestEventsWhileItsReaderFollows() {
    past.chat(900);
    openNewest(100);
    for (int i = 0; i < 900; i++) {
      timeline.append(past.say(EVA, "new"));
    }

    assertThat(timeline.size()).isEqualTo(Timeline.WINDOW);
    assertThat(timeline.atLiveEnd()).isTrue();
    assertThat(timeline.hasOlder()).isTrue();
    assertThat(timeline.lastShown()).isEqualTo(past.last());
  }

  @Test
  void aPageInFrontKeepsTheKeysAndTheRowsBehindIt() {
    past.chat(300);
    openNewest(50);
    List<TimelineRow> before = List.copyOf(timeline.rows());
    List<TimelineRow> replacedOrRemoved = new ArrayList<>();
    timeline
        .rows()
        .addListener(
            (ListChangeListener<TimelineRow>)
                change -> {
                  while (change.next()) {
                    replacedOrRemoved.addAll(change.getRemoved());
                  }
                });

    timeline.prepend(past.before(timeline.firstShown(), 50));

    // The day moves up, and the first message may no longer open its group.
    assertThat(replacedOrRemoved).hasSizeLessThanOrEqualTo(2);
    List<TimelineRow> behind = before.subList(2, before.size());
    assertThat(
            timeline.rows().subList(timeline.rows().size() - behind.size(), timeline.rows().size()))
        .isEqualTo(behind);
    assertThat(keys()).contains(before.get(1).key());
    assertThat(timeline.size()).isEqualTo(100);
  }

  @Test
  void aPageBehindGoesOnWhereTheWindowEndsAndReachesTheLiveEnd() {
    past.chat(1_000);
    openNewest(50);
    timeline.around(past.around(300, 100), 300);

    assertThat(timeline.holds(300)).isTrue();
    assertThat(timeline.atLiveEnd()).isFalse();
    assertThat(timeline.hasNewer()).isTrue();
    assertThat(timeline.hasOlder()).isTrue();
    while (timeline.hasNewer()) {
      timeline.appendPage(past.after(timeline.lastShown(), 100));
      assertThat(timeline.size()).isLessThanOrEqualTo(Timeline.WINDOW);
    }
    assertThat(timeline.lastShown()).isEqualTo(past.last());
    assertThat(timeline.holds(300)).isFalse();
  }

  @Test
  void pagesThatDoNotTouchTheWindowAreIgnored() {
    past.chat(1_000);
    openNewest(50);
    List<String> before = keys();

    timeline.prepend(past.before(500, 100));
    timeline.appendPage(past.after(100, 50));
    timeline.prepend(new HistoryPage(List.of(), true, true));

    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aPageThatOverlapsAddsOnlyWhatIsNew() {
    past.chat(400);
    openNewest(50);
    timeline.prepend(past.before(timeline.firstShown() + 20, 100));

    assertThat(timeline.size()).isEqualTo(130);
    assertThat(keys()).doesNotHaveDuplicates();
  }

  @Test
  void theWindowNeverHoldsMoreThanItsLimit() {
    past.chat(3_000);
    openNewest(100);
    for (int i = 0; i < 10; i++) {
      timeline.prepend(past.before(timeline.firstShown(), 200));
      assertThat(timeline.size()).isLessThanOrEqualTo(Timeline.WINDOW);
    }

    assertThat(timeline.atLiveEnd()).isFalse();
    assertThat(timeline.hasNewer()).isTrue();
    assertThat(timeline.hasOlder()).isTrue();
  }

  @Test
  void oneJumpsAroundAndBackToTheLiveEnd() {
    past.chat(5_000);
    openNewest(100);
    timeline.around(past.around(2_000, 100), 2_000);
    assertThat(timeline.indexOf(2_000)).isNotNegative();
    timeline.append(past.say(EVA, "meanwhile"));
    assertThat(timeline.indexOf(past.last())).isNegative();

    timeline.jumpToLive();

    assertThat(timeline.atLiveEnd()).isTrue();
    assertThat(timeline.indexOf(past.last())).isEqualTo(timeline.rows().size() - 1);
    assertThat(timeline.size()).isEqualTo(Timeline.RECENT);
  }

  @Test
  void whatWasMissedIsReadAgainAfterAResync() {
    past.chat(200);
    openNewest(50);
    past.chat(3_000);
    timeline.resync(past.last());

    assertThat(timeline.atLiveEnd()).isFalse();
    assertThat(timeline.lastShown()).isEqualTo(201);
    timeline.latest(past.newestPage(100));
    assertThat(timeline.atLiveEnd()).isTrue();
    assertThat(timeline.size()).isEqualTo(100);
    timeline.append(past.say(EVA, "live"));
    assertThat(keys()).endsWith("m:" + past.last());
  }

  @Test
  void aServerThatCameBackFromABackupTakesTheFutureAway() {
    past.chat(200);
    openNewest(50);

    timeline.resync(100);

    assertThat(timeline.rows()).isEmpty();
    assertThat(timeline.lastSeq()).isEqualTo(100);
    timeline.latest(past.before(101, 50));
    assertThat(timeline.lastShown()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"event reply removed", "reply event removed", "reply removed event", "event removed"})
  void anOwnMessageIsShownOnceInWhateverOrderReplyAndEventArrive(String order) {
    past.chat(10);
    openNewest(10);
    timeline.outbox(mine(key(1), OutboxState.QUEUED));
    timeline.outbox(mine(key(1), OutboxState.SENDING));
    assertThat(keys()).endsWith("o:" + key(1));
    LoggedEvent event = past.say(ME, "mine " + key(1), key(1));

    for (String step : order.split(" ", -1)) {
      switch (step) {
        case "event" -> timeline.append(event);
        case "reply" -> timeline.outbox(mine(key(1), OutboxState.ACCEPTED));
        default -> timeline.outbox(mine(key(1), OutboxState.REMOVED));
      }
      assertThat(messages().stream().filter(row -> row.clientKey().equals(key(1)))).hasSize(1);
    }
    assertThat(keys()).endsWith("m:" + event.seq());
    assertThat(messages().getLast().delivery()).isEqualTo(Delivery.SENT);
    assertThat(messages().getLast().mine()).isTrue();
  }

  @Test
  void aMessageThatIsInTheLogAlreadyIsNotOnItsWay() {
    past.chat(10);
    var _ = past.say(ME, "sent before the crash", key(3));
    openNewest(10);
    timeline.outbox(mine(key(3), OutboxState.QUEUED));

    assertThat(keys()).doesNotContain("o:" + key(3)).endsWith("m:" + past.last());
  }

  @Test
  void aKeyOfSomebodyElseSettlesNothing() {
    past.chat(10);
    openNewest(10);
    timeline.outbox(mine(key(4), OutboxState.SENDING));
    timeline.append(past.say(BEN, "with a stolen key", key(4)));

    assertThat(keys()).endsWith("m:" + past.last(), "o:" + key(4));
  }

  @Test
  void aFailedMessageSaysWhyAndIsSentAgainOrDeleted() {
    past.chat(3);
    openNewest(10);
    Problem problem = new Problem(ProblemCode.TOO_LONG, "Too long.", null, null, null);
    timeline.outbox(mine(key(1), OutboxState.SENDING).in(OutboxState.FAILED, problem));
    timeline.outbox(mine(key(2), OutboxState.FAILED));
    assertThat(messages().get(3).delivery()).isEqualTo(Delivery.FAILED);
    assertThat(messages().get(3).problem()).isEqualTo(problem);

    timeline.outbox(mine(key(1), OutboxState.QUEUED));
    timeline.outbox(mine(key(2), OutboxState.REMOVED));

    assertThat(messages().getLast().delivery()).isEqualTo(Delivery.QUEUED);
    assertThat(messages().getLast().problem()).isNull();
    assertThat(keys()).doesNotContain("o:" + key(2)).endsWith("o:" + key(1));
  }

  @Test
  void whatIsOnItsWayStandsAtTheLiveEndOnly() {
    past.chat(1_000);
    openNewest(50);
    timeline.outbox(mine(key(1), OutboxState.QUEUED));
    timeline.around(past.around(300, 100), 300);
    assertThat(keys()).doesNotContain("o:" + key(1));

    timeline.jumpToLive();
    assertThat(keys()).endsWith("o:" + key(1));
  }

  @Test
  void theDividerIsFrozenWhereTheUnreadBegan() {
    past.chat(20);
    openNewest(30);
    timeline.openDivider(15);
    int at = keys().indexOf("new");
    assertThat(keys().get(at + 1)).isEqualTo("m:16");

    past.chat(5);
    past.newest(5).forEach(timeline::append);
    assertThat(keys().indexOf("new")).isEqualTo(at);
    assertThat(((TimelineRow.Message) timeline.rows().get(at + 1)).first()).isTrue();

    timeline.clearDivider();
    assertThat(keys()).doesNotContain("new");
  }

  @Test
  void nothingUnreadNeedsNoDividerAndNeitherDoOwnMessages() {
    past.chat(5);
    long read = past.last();
    var _ = past.say(ME, "from another device");
    openNewest(30);
    timeline.openDivider(read);
    assertThat(keys()).doesNotContain("new");
    timeline.append(past.say(BEN, "arrived later"));
    assertThat(keys()).doesNotContain("new");

    timeline.openDivider(past.last());
    timeline.append(past.say(BEN, "later still"));
    assertThat(keys()).doesNotContain("new");
  }

  @Test
  void aDividerAboveTheWindowAppearsWithItsPage() {
    past.chat(300);
    openNewest(50);
    timeline.openDivider(200);
    assertThat(keys()).doesNotContain("new");

    timeline.prepend(past.before(timeline.firstShown(), 100));
    assertThat(keys()).containsSubsequence("m:200", "new", "m:201");
  }

  @Test
  void messagesOfOneAuthorWithinFiveMinutesAreOneGroup() {
    var _ = past.say(BEN, "one");
    var _ = past.later(Duration.ofMinutes(5)).say(BEN, "five minutes later");
    var _ = past.later(Duration.ofMinutes(5).plusMillis(1)).say(BEN, "a bit more");
    var _ = past.say(EVA, "another");
    openNewest(10);

    assertThat(messages().stream().map(TimelineRow.Message::first))
        .containsExactly(true, false, true, true);
  }

  @Test
  void midnightEndsAGroupWhereTheReaderIs() {
    past.at("2026-11-23T22:59:00Z");
    var _ = past.say(BEN, "before midnight in Berlin");
    var _ = past.later(Duration.ofMinutes(2)).say(BEN, "after");
    Timeline berlin = timeline(ZoneId.of("Europe/Berlin"));
    berlin.open(past.last(), past.newest(2));
    assertThat(berlin.rows().stream().map(TimelineRow::key))
        .containsExactly("d:2026-11-23", "m:2", "d:2026-11-24", "m:3");
    assertThat(berlin.rows().getLast()).matches(row -> ((TimelineRow.Message) row).first());

    berlin.zone(ZoneId.of("America/New_York"));
    assertThat(berlin.rows().stream().map(TimelineRow::key))
        .containsExactly("d:2026-11-23", "m:2", "m:3");
    assertThat(berlin.rows().getLast()).matches(row -> !((TimelineRow.Message) row).first());
  }

  @Test
  void aClockThatWasSetBackMakesNoSecondRowOfADay() {
    past.at("2026-11-23T12:00:00Z").chat(1);
    past.at("2026-11-22T12:00:00Z").chat(1);
    past.at("2026-11-23T12:00:00Z").chat(1);
    past.at("2026-11-24T12:00:00Z").chat(1);
    openNewest(4);

    assertThat(timeline.rows().stream().filter(TimelineRow.Day.class::isInstance))
        .containsExactly(
            new TimelineRow.Day(LocalDate.of(2026, 11, 23)),
            new TimelineRow.Day(LocalDate.of(2026, 11, 24)));
    assertThat(keys()).doesNotHaveDuplicates();
  }

  @Test
  void moreThanTwoNoticesInARowFoldUntilSomebodyUnfoldsThem() {
    var _ = past.say(BEN, "hi");
    var _ = past.add(new MemberJoined(EVA));
    var _ = past.add(new MemberLeft(EVA));
    openNewest(10);
    assertThat(timeline.rows().getLast()).matches(row -> ((TimelineRow.Notices) row).expanded());

    timeline.append(past.add(new MemberJoined(EVA)));
    TimelineRow.Notices folded = (TimelineRow.Notices) timeline.rows().getLast();
    assertThat(folded.expanded()).isFalse();
    assertThat(folded.notices()).hasSize(3);
    assertThat(folded.key()).isEqualTo("n:3");

    timeline.toggle(folded);
    timeline.append(past.add(new TopicChanged(BEN, "flowers")));
    TimelineRow.Notices unfolded = (TimelineRow.Notices) timeline.rows().getLast();
    assertThat(unfolded.expanded()).isTrue();
    assertThat(unfolded.notices()).hasSize(4);
    assertThat(timeline.indexOf(5)).isEqualTo(timeline.rows().size() - 1);

    timeline.toggle(unfolded);
    assertThat(timeline.rows().getLast()).matches(row -> !((TimelineRow.Notices) row).expanded());
  }

  @Test
  void duplicatesAndUnknownEventsShowNothing() {
    past.chat(5);
    openNewest(10);
    List<String> before = keys();
    timeline.append(past.log.get(3));
    timeline.append(past.log.getLast());
    assertThat(keys()).isEqualTo(before);

    timeline.append(past.add(new UnknownEvent("poll.opened")));
    assertThat(keys()).isEqualTo(before);
    assertThat(timeline.lastSeq()).isEqualTo(7);
    timeline.append(past.say(EVA, "after it"));
    assertThat(keys()).endsWith("m:8");
  }

  @Test
  void aHoleLeavesTheWindowDenseAndHasMoreBehindIt() {
    past.chat(50);
    openNewest(20);
    past.chat(10);
    timeline.append(past.say(EVA, "after a hole"));

    assertThat(timeline.hasNewer()).isTrue();
    assertThat(timeline.lastShown()).isEqualTo(51);
    timeline.appendPage(past.after(51, 100));
    assertThat(timeline.atLiveEnd()).isTrue();
    assertThat(keys()).endsWith("m:61", "m:62");
  }

  @Test
  void onlyMentionsOfTheReaderHighlightARow() {
    var _ = past.say(BEN, "hello @ada");
    var _ = past.say(BEN, "hello @adam");
    var _ = past.say(BEN, "hello @room");
    var _ = past.say(EVA, "hello @room");
    var _ = past.say(ME, "I am @ada");
    timeline.mayCallAll(BEN.id()::equals);
    openNewest(10);

    assertThat(messages().stream().map(TimelineRow.Message::mentionsMe))
        .containsExactly(true, false, true, false, false);
  }

  @Test
  void aHundredThousandMessagesArePagedFromEndToEndInABoundedWindow() {
    past.chat(100_000);
    openNewest(100);
    var seen = new HashSet<String>();
    int most = 0;
    while (timeline.hasOlder()) {
      timeline.prepend(past.before(timeline.firstShown(), 200));
      most = Math.max(most, timeline.rows().size());
      messages().forEach(row -> seen.add(row.key()));
    }
    assertThat(seen).hasSize(100_000);
    assertThat(timeline.rows().getFirst()).isInstanceOf(TimelineRow.Start.class);
    while (timeline.hasNewer()) {
      timeline.appendPage(past.after(timeline.lastShown(), 200));
      most = Math.max(most, timeline.rows().size());
    }

    assertThat(timeline.lastShown()).isEqualTo(past.last());
    assertThat(timeline.size()).isEqualTo(Timeline.WINDOW);
    // 600 minutes touch two days at the most.
    assertThat(most).isLessThanOrEqualTo(Timeline.WINDOW + 4);
  }

  @Test
  void aHiddenTimelineHasNoRowsAndComesBackWithTheNewest() {
    past.chat(500);
    openNewest(100);
    timeline.prepend(past.before(timeline.firstShown(), 200));
    timeline.hide();
    assertThat(timeline.rows()).isEmpty();

    timeline.append(past.say(EVA, "while nobody looked"));
    timeline.prepend(past.before(timeline.firstShown(), 200));
    assertThat(timeline.rows()).isEmpty();
    timeline.show();

    assertThat(timeline.size()).isEqualTo(Timeline.RECENT);
    assertThat(keys()).endsWith("m:" + past.last());
  }
}
