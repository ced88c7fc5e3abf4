package chatx.server.bench.load;

import java.util.ArrayList;
import java.util.List;

/** A room as the generator sees it: who sends next, and how much is under way. */
final class RoomLoad {
  /** More senders would measure nothing else. */
  private static final int MOST_SENDERS = 10;

  /** More than can be under way at once. */
  private static final int REMEMBERED = 1 << 14;

  private final Crowd crowd;
  private final List<Member> members = new ArrayList<>();
  private final int senders;
  private final long[] order = new long[REMEMBERED];
  private final long[] orderSeq = new long[REMEMBERED];
  private int next;
  private long sent;
  private long delivered;

  RoomLoad(Crowd crowd, int number, int size) {
    this.crowd = crowd;
    this.senders = Math.min(size, MOST_SENDERS);
    for (int index = 0; index < size; index++) {
      members.add(new Member(crowd, this, new Dialect.Seat(number, index)));
    }
  }

  List<Member> members() {
    return members;
  }

  Member member(int index) {
    return members.get(index);
  }

  int senders() {
    return senders;
  }

  /** Whether the member that got this number first got the same message. */
  boolean agrees(long seq, long message) {
    int place = (int) (seq & (REMEMBERED - 1));
    if (orderSeq[place] != seq) {
      orderSeq[place] = seq;
      order[place] = message;
      return true;
    }
    return order[place] == message;
  }

  void post(long due) {
    Member sender = members.get(next);
    next = (next + 1) % senders;
    sent++;
    sender.post(due);
  }

  void delivered() {
    delivered++;
    pump();
  }

  /** Keeps as many messages under way as the crowd's window allows. */
  void pump() {
    int window = crowd.window();
    while (sent * members.size() - delivered <= (window - 1L) * members.size()) {
      post(crowd.now());
    }
  }

  boolean isSettled() {
    return delivered >= sent * members.size();
  }
}
