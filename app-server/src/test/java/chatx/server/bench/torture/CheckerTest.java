package chatx.server.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ClientKey;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.server.bench.torture.Violation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories in which something is wrong, and what the checker says of them. */
class CheckerTest {
  private static final int SENDER = 1;
  private static final int READER = 2;
  private static final RoomId ROOM = new RoomId(new UUID(7, 7));
  private static final UserSummary AUTHOR =
      new UserSummary(new UserId(new UUID(1, 1)), "ada", "ada");

  private final Checker checker = new Checker(() -> 12);
  private final List<LoggedEvent> stored = new ArrayList<>();
  private View reader = checker.view(READER, ROOM, 0);

  @BeforeEach
  void theRoomIsThere() {
    stored.add(event(1, new RoomCreated(AUTHOR, "Garden", "", false)));
    reader.told(stored.getFirst(), true);
  }

  @Test
  void saysNothingOfAHistoryInWhichEverythingIsRight() {
    ClientKey first = send(1);
    accept(first, 2);
    reader.told(store(first, 2, 1), true);
    ClientKey second = send(2);
    LoggedEvent posted = store(second, 3, 2);
    reader.told(posted, true);
    // The answer was lost: it is sent, and answered, again.
    checker.sent(SENDER, ROOM, second, body(2));
    accept(second, 3);
    accept(second, 3);
    View late = checker.view(3, ROOM, 1);
    late.told(stored.get(1), false);
    late.told(stored.get(2), false);
    verify();
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.accepted()).isEqualTo(2);
    assertThat(checker.repeatedAnswers()).isEqualTo(1);
  }

  @Test
  void findsAnAcknowledgedMessageThatIsNotStored() {
    ClientKey key = send(1);
    accept(key, 2);
    verify();
    assertThat(only().kind()).isEqualTo(Kind.LOST);
    assertThat(only().history())
        .anyMatch(line -> line.contains("sent by client 1"))
        .anyMatch(line -> line.contains("accepted, heard by client 1"));
  }

  @Test
  void findsAnAcknowledgedMessageWhoseNumberHasAnother() {
    ClientKey key = send(1);
    accept(key, 2);
    ClientKey other = send(2);
    reader.told(store(other, 2, 2), true);
    accept(other, 2);
    verify();
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void findsThatTheServerForgotWhatItTold() {
    ClientKey key = send(1);
    reader.told(posted(key, 2, 1), true);
    reader.resynced(1);
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void findsWhatWasToldButNeverStored() {
    ClientKey key = send(1);
    reader.told(posted(key, 2, 1), true);
    verify();
    // Nor is it ever accepted, of course.
    assertThat(kinds()).containsExactly(Kind.UNSTORED, Kind.UNANSWERED);
  }

  @Test
  void findsAMessageThatAMemberNeverSaw() {
    ClientKey key = send(1);
    accept(key, 2);
    store(key, 2, 1);
    verify();
    assertThat(kinds()).containsExactly(Kind.UNSEEN);
    assertThat(only().what()).contains("client 2").contains("up to seq 1, and 2 are stored");
    assertThat(only().history()).anyMatch(line -> line.contains("message " + key));
  }

  @Test
  void findsAMessageThatIsStoredTwice() {
    ClientKey key = send(1);
    accept(key, 2);
    reader.told(store(key, 2, 1), true);
    reader.told(store(key, 3, 1), true);
    verify();
    assertThat(kinds()).containsExactly(Kind.DOUBLED, Kind.DOUBLED);
    assertThat(checker.violations().getFirst().what()).contains("seq 2").contains("seq 3");
  }

  @Test
  void findsTwoReadersWhoSawTwoOrders() {
    ClientKey first = send(1);
    ClientKey second = send(2);
    reader.told(posted(first, 2, 1), true);
    View other = checker.view(3, ROOM, 1);
    other.told(posted(second, 2, 2), true);
    assertThat(kinds()).containsExactly(Kind.REORDERED);
  }

  @Test
  void findsAnOrderThatIsNotTheStoredOne() {
    ClientKey first = send(1);
    ClientKey second = send(2);
    reader.told(posted(first, 2, 1), true);
    reader.told(posted(second, 3, 2), true);
    store(second, 2, 2);
    store(first, 3, 1);
    accept(second, 2);
    accept(first, 3);
    verify();
    assertThat(kinds()).containsExactly(Kind.REORDERED, Kind.REORDERED);
  }

  @Test
  void findsANumberThatNoEventHas() {
    ClientKey key = send(1);
    accept(key, 3);
    View later = checker.view(3, ROOM, 2);
    later.told(store(key, 3, 1), false);
    reader.resynced(3 + 10_001);
    verify();
    assertThat(kinds()).containsExactly(Kind.HOLE);
  }

  @Test
  void findsAGapOfAConnection() {
    ClientKey key = send(1);
    reader.told(posted(key, 3, 1), true);
    assertThat(kinds()).containsExactly(Kind.GAP);
    assertThat(only().what()).contains("seq 3").contains("live after seq 1");
  }

  @Test
  void findsAGapBehindAnUnwantedFreshStart() {
    reader.resynced(5);
    assertThat(kinds()).containsExactly(Kind.GAP);
  }

  @Test
  void findsAnOverlapOfCatchingUpAndLive() {
    ClientKey key = send(1);
    LoggedEvent posted = posted(key, 2, 1);
    reader.told(posted, false);
    reader.told(posted, true);
    assertThat(kinds()).containsExactly(Kind.OVERLAP);
    assertThat(only().history())
        .anyMatch(line -> line.contains("told while catching up to client 2"))
        .anyMatch(line -> line.contains("told live to client 2"));
  }

  @Test
  void bearsThatAClientThatDiedIsToldAgainWhatItHadNotSaved() {
    ClientKey key = send(1);
    accept(key, 2);
    LoggedEvent posted = store(key, 2, 1);
    reader.save();
    reader.told(posted, true);
    reader.fallBack();
    reader.told(posted, false);
    verify();
    assertThat(checker.violations()).isEmpty();
  }

  @Test
  void findsTwoAnswersToOneClientKey() {
    ClientKey key = send(1);
    accept(key, 2);
    accept(key, 3);
    assertThat(kinds()).containsExactly(Kind.TWO_ANSWERS);
    assertThat(only().what()).contains("seq 2").contains("seq 3");
  }

  @Test
  void findsTextThatNobodySent() {
    ClientKey key = send(1);
    accept(key, 2);
    reader.told(store(key, 2, 9), true);
    verify();
    assertThat(kinds()).containsOnly(Kind.CHANGED);
  }

  @Test
  void findsAnHonestMessageThatWasRefused() {
    ClientKey key = send(1);
    checker.refused(SENDER, key, ProblemCode.ID_REUSED);
    assertThat(kinds()).containsExactly(Kind.REFUSED);
  }

  @Test
  void findsAMessageWithoutAnAnswer() {
    ClientKey key = send(1);
    reader.told(store(key, 2, 1), true);
    verify();
    assertThat(kinds()).containsExactly(Kind.UNANSWERED);
  }

  @Test
  void countsMoreViolationsThanItKeeps() {
    for (int i = 0; i < 1_000; i++) {
      checker.report(Kind.PRESENCE, "wrong");
    }
    assertThat(checker.found()).containsExactly(Map.entry(Kind.PRESENCE, 1_000L));
    assertThat(checker.violations()).hasSize(200);
  }

  private ClientKey send(int number) {
    ClientKey key = new ClientKey(new UUID(0, number));
    checker.sent(SENDER, ROOM, key, body(number));
    return key;
  }

  private void accept(ClientKey key, long seq) {
    checker.accepted(SENDER, key, new MessageAccepted(id(key), seq, at(seq)));
  }

  private LoggedEvent store(ClientKey key, long seq, int number) {
    LoggedEvent event = posted(key, seq, number);
    stored.add(event);
    return event;
  }

  private static LoggedEvent posted(ClientKey key, long seq, int number) {
    return event(seq, new MessagePosted(id(key), AUTHOR, key, body(number)));
  }

  private static LoggedEvent event(long seq, DurableEvent event) {
    return new LoggedEvent(seq, at(seq), event);
  }

  private static MessageId id(ClientKey key) {
    return new MessageId(key.value());
  }

  private static Instant at(long seq) {
    return Instant.ofEpochSecond(seq);
  }

  private static String body(int number) {
    return "number " + number;
  }

  private void verify() {
    checker.verify(ROOM, stored);
    checker.verifyAllAnswered();
  }

  private List<Kind> kinds() {
    return checker.violations().stream().map(Violation::kind).toList();
  }

  private Violation only() {
    assertThat(checker.violations()).hasSize(1);
    return checker.violations().getFirst();
  }
}
