package chatx.desktop.model;

import chatx.desktop.session.RoomReducer;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.RoomSnapshot;
import chatx.protocol.HistoryPage;
import chatx.protocol.LoggedEvent;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.MessagePosted;
import chatx.protocol.PresenceChanged;
import chatx.protocol.ReadHistory;
import chatx.protocol.RoomId;
import chatx.protocol.RoomState;
import chatx.protocol.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * A room one is a member of. It belongs to a {@link ServerModel}, which opens and closes it as the
 * person selects rooms. FX thread only.
 */
public final class RoomModel {
  /** Events in a page of history. */
  static final int PAGE = 100;

  /** With fewer known events than this a page is read as soon as the room is opened. */
  private static final int ENOUGH = 50;

  /** Everything a room needs of the server it is on. */
  interface Home {
    ServerModel server();

    Asking asking();

    RoomMemory memory();

    Timeline newTimeline();

    CompletableFuture<OutboxEntry> send(RoomId room, String body);
  }

  private final Home home;
  private final RoomId id;
  private final UserId me;
  private final Timeline timeline;
  private final Unread unread;
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper topic = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<MemberRole> myRole =
      new ReadOnlyObjectWrapper<>(MemberRole.MEMBER);
  private final ReadOnlyIntegerWrapper memberCount = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper favourite = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper muted = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper loadingOlder = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper loadingNewer = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Instant> lastActivity =
      new ReadOnlyObjectWrapper<>(Instant.EPOCH);
  private final ObservableList<MemberModel> members = FXCollections.observableArrayList();
  private final ObservableList<MemberModel> shownMembers =
      FXCollections.unmodifiableObservableList(members);

  private RoomState state;
  private boolean open;
  private boolean focused;
  private boolean bottomVisible;
  private boolean batching;
  private boolean stateStale;
  private int jumps;

  /** Whether the reader was at the live end and is not any more, without having moved. */
  private boolean behind;

  RoomModel(Home home, RoomState state) {
    this.home = home;
    this.id = state.id();
    this.me = home.server().me().id();
    this.state = state;
    this.timeline = home.newTimeline();
    this.timeline.hide();
    this.unread = new Unread(home, id);
    favourite.set(unread.marks().favourite());
    muted.set(unread.marks().muted());
    stateStale = true;
    showState();
  }

  public RoomId id() {
    return id;
  }

  public ServerModel server() {
    return home.server();
  }

  /** As it was given; to be shown through {@code SafeText.oneLine}. */
  public ReadOnlyStringProperty nameProperty() {
    return name.getReadOnlyProperty();
  }

  public String name() {
    return name.get();
  }

  /** Empty for none; to be shown through {@code SafeText.oneLine}. */
  public ReadOnlyStringProperty topicProperty() {
    return topic.getReadOnlyProperty();
  }

  /** Whether joining needs a password. */
  public ReadOnlyBooleanProperty lockedProperty() {
    return locked.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<MemberRole> myRoleProperty() {
    return myRole.getReadOnlyProperty();
  }

  /** How many members it has; more than {@link #members()} in a large room. */
  public ReadOnlyIntegerProperty memberCountProperty() {
    return memberCount.getReadOnlyProperty();
  }

  /** At most 200 members: those online first, then by role, then by name. Unmodifiable. */
  public ObservableList<MemberModel> members() {
    return shownMembers;
  }

  /** Messages of others behind the read mark. */
  public ReadOnlyIntegerProperty unreadProperty() {
    return unread.countProperty();
  }

  /** How many of the unread ones call the person. */
  public ReadOnlyIntegerProperty mentionsProperty() {
    return unread.mentionsProperty();
  }

  public ReadOnlyBooleanProperty favouriteProperty() {
    return favourite.getReadOnlyProperty();
  }

  public void favourite(boolean yes) {
    unread.marks(unread.marks().favourite(yes));
    favourite.set(yes);
    home.server().orderChanged();
  }

  public ReadOnlyBooleanProperty mutedProperty() {
    return muted.getReadOnlyProperty();
  }

  public void muted(boolean yes) {
    unread.marks(unread.marks().muted(yes));
    muted.set(yes);
    home.server().countsChanged();
  }

  /** When the last known message was posted; {@link Instant#EPOCH} while none is known. */
  public ReadOnlyObjectProperty<Instant> lastActivityProperty() {
    return lastActivity.getReadOnlyProperty();
  }

  public Timeline timeline() {
    return timeline;
  }

  /** Whether a page in front of the window is on its way. */
  public ReadOnlyBooleanProperty loadingOlderProperty() {
    return loadingOlder.getReadOnlyProperty();
  }

  /** Whether a page behind the window is on its way. */
  public ReadOnlyBooleanProperty loadingNewerProperty() {
    return loadingNewer.getReadOnlyProperty();
  }

  /** What was being written; kept on the disk. */
  public String draft() {
    return home.memory().draft(id);
  }

  public void draft(String text) {
    home.memory().draft(id, text);
  }

  /** The newest event the person has read. */
  public long readSeq() {
    return unread.readSeq();
  }

  /** Everything up to now is read; the frozen divider stays where it is. */
  public void markRead() {
    unread.readUpTo(state.lastSeq());
  }

  /** Whether the view shows the last row to the bottom; with the focus this is reading. */
  public void bottomVisible(boolean yes) {
    bottomVisible = yes;
    timeline.following(yes);
    readIfSeen();
  }

  /** Whether somebody looks at the newest message right now. */
  public boolean attended() {
    return open && focused && bottomVisible && timeline.atLiveEnd();
  }

  /**
   * Keeps a message on the disk and sends it as soon as it can; its row shows at once. An answer in
   * state {@code FAILED} could not be kept: the composer should not let go of the text.
   */
  public CompletableFuture<OutboxEntry> send(String body) {
    if (!timeline.atLiveEnd()) {
      var _ = jumpToLatest();
    }
    return home.send(id, body);
  }

  /** Reads a page in front of the window, if there is one and none is on its way. */
  public CompletableFuture<Outcome<HistoryPage>> loadOlder() {
    if (loadingOlder.get() || !timeline.hasOlder()) {
      return nothing();
    }
    loadingOlder.set(true);
    int before = jumps;
    long first = timeline.firstShown();
    return ask(new ReadHistory(id, first, null, null, PAGE, null))
        .whenComplete((_, _) -> loadingOlder.set(false))
        .thenApply(
            outcome -> whenDone(outcome, page -> ifStill(before, () -> prepend(page, first))));
  }

  private void prepend(HistoryPage page, long first) {
    timeline.prepend(page);
    if (page.entries().isEmpty() && !page.hasMoreBefore()) {
      timeline.nothingBefore(first);
    }
  }

  /** Reads a page behind the window, if there is one and none is on its way. */
  public CompletableFuture<Outcome<HistoryPage>> loadNewer() {
    if (loadingNewer.get() || !timeline.hasNewer()) {
      return nothing();
    }
    loadingNewer.set(true);
    int before = jumps;
    return ask(new ReadHistory(id, null, timeline.lastShown(), null, PAGE, null))
        .whenComplete((_, _) -> loadingNewer.set(false))
        .thenApply(
            outcome -> whenDone(outcome, page -> ifStill(before, () -> timeline.appendPage(page))));
  }

  /** Puts the window around an event; done once {@code timeline().indexOf(seq)} can find it. */
  public CompletableFuture<Outcome<HistoryPage>> jumpTo(long seq) {
    jumps++;
    if (timeline.holds(seq)) {
      return nothing();
    }
    int before = jumps;
    return ask(new ReadHistory(id, null, null, seq, PAGE, null))
        .thenApply(outcome ->
            whenDone(outcome, page -> ifStill(before, () -> timeline.around(page, seq))));
  }

  /** Back to the newest message. */
  public CompletableFuture<Outcome<HistoryPage>> jumpToLatest() {
    jumps++;
    timeline.jumpToLive();
    return timeline.hasOlder() && timeline.size() < ENOUGH ? loadLatest() : nothing();
  }

  /** The divider goes and everything is read. */
  public void dismissUnread() {
    timeline.clearDivider();
    markRead();
  }

  boolean isOpen() {
    return open;
  }

  long lastSeq() {
    return state.lastSeq();
  }

  boolean hasPast() {
    return timeline.recent().iterator().hasNext();
  }

  void restored(RoomSnapshot snapshot) {
    state = snapshot.state();
    timeline.open(snapshot);
    stateStale = true;
    unread.restored(snapshot);
    snapshot.recent().forEach(this::noticeActivity);
    if (open) {
      timeline.openDivider(unread.readSeq());
    }
    showStateUnlessBatching();
  }

  /** The server told the state anew; what happened in between is not told. */
  void resynced(RoomState fresh) {
    boolean older = fresh.lastSeq() < state.lastSeq();
    boolean missed = fresh.lastSeq() != state.lastSeq();
    state = fresh;
    stateStale = true;
    behind |= missed && open && timeline.followsLive();
    timeline.resync(fresh.lastSeq());
    if (older) {
      unread.setBack(fresh.lastSeq());
    } else if (missed) {
      unread.missed();
    }
    showStateUnlessBatching();
    if (!batching) {
      catchUp();
    }
  }

  /** The person just came here: nothing before is unread. */
  void entered() {
    unread.entered(state.lastSeq());
  }

  /** Moves on by one event; false for one that is known. */
  boolean advance(LoggedEvent logged) {
    if (logged.seq() <= state.lastSeq()) {
      return false;
    }
    RoomState before =
        logged.seq() == state.lastSeq() + 1
            ? state
            : new RoomState(
                id,
                state.name(),
                state.topic(),
                state.locked(),
                logged.seq() - 1,
                state.memberCount(),
                state.members());
    boolean gap = before.lastSeq() != state.lastSeq();
    if (gap) {
      unread.missed();
    }
    behind |= gap && open && timeline.followsLive();
    state = RoomReducer.apply(before, logged);
    timeline.append(logged);
    return true;
  }

  void posted(LoggedEvent logged, MessagePosted message) {
    noticeActivity(logged);
    unread.posted(logged.seq(), message);
  }

  void stateChanged() {
    stateStale = true;
    showStateUnlessBatching();
  }

  void presence(PresenceChanged event) {
    state = RoomReducer.apply(state, event);
    stateStale = true;
    showStateUnlessBatching();
  }

  void outbox(OutboxEntry entry) {
    timeline.outbox(entry);
  }

  void beginBatch() {
    batching = true;
    timeline.beginBatch();
  }

  void endBatch() {
    batching = false;
    showState();
    timeline.endBatch();
    readIfSeen();
    unread.tellArrived(this);
    catchUp();
  }

  /** The person looks at this room from now on. */
  void open(boolean windowFocused) {
    open = true;
    focused = windowFocused;
    bottomVisible = false;
    jumps++;
    timeline.beginBatch();
    timeline.show();
    if (unread.countProperty().get() > 0) {
      timeline.openDivider(unread.readSeq());
    }
    timeline.endBatch();
    if (timeline.hasOlder() && timeline.size() < ENOUGH) {
      var _ = loadLatest();
    }
  }

  void close() {
    open = false;
    bottomVisible = false;
    behind = false;
    jumps++;
    timeline.hide();
  }

  void focused(boolean windowFocused) {
    focused = windowFocused;
    readIfSeen();
  }

  /** The connection is back: reads what could not be read without it. */
  void online() {
    unread.complete(state.lastSeq());
    behind |= open && timeline.size() < ENOUGH && timeline.hasOlder();
    catchUp();
  }

  /** Reads the newest page of a room of which only the state is known. */
  CompletableFuture<Outcome<HistoryPage>> loadLatest() {
    int before = jumps;
    return ask(new ReadHistory(id, null, null, null, PAGE, null))
        .thenApply(outcome ->
            whenDone(
                outcome,
                page -> {
                  page.entries().forEach(this::noticeActivity);
                  ifStill(before, () -> timeline.latest(page));
                  home.server().orderChanged();
                }));
  }

  private void catchUp() {
    if (open && behind) {
      behind = false;
      var _ =
          loadLatest()
              .thenAccept(outcome -> behind |= open && outcome instanceof Outcome.Refused<?>);
    }
  }

  private void readIfSeen() {
    if (attended()) {
      markRead();
    }
  }

  private void noticeActivity(LoggedEvent logged) {
    if (logged.event() instanceof MessagePosted && logged.at().isAfter(lastActivity.get())) {
      lastActivity.set(logged.at());
      home.server().orderChanged();
    }
  }

  private void showStateUnlessBatching() {
    if (!batching) {
      showState();
    }
  }

  private void showState() {
    if (!stateStale) {
      return;
    }
    stateStale = false;
    name.set(state.name());
    topic.set(state.topic());
    locked.set(state.locked());
    memberCount.set(state.memberCount());
    timeline.roomName(state.name());
    ListChange.apply(
        members,
        state.members().stream()
            .map(member -> new MemberModel(member.user(), member.role(), member.online()))
            .toList(),
        member -> member.user().id());
    Set<UserId> mayCall = new HashSet<>();
    for (Member member : state.members()) {
      if (member.user().id().equals(me)) {
        myRole.set(member.role());
      }
      if (member.role() != MemberRole.MEMBER) {
        mayCall.add(member.user().id());
      }
    }
    if (unread.mayCallAll(mayCall)) {
      timeline.mayCallAll(mayCall::contains);
    }
  }

  private CompletableFuture<Outcome<HistoryPage>> ask(ReadHistory command) {
    return home.asking().ask(command, HistoryPage.class);
  }

  private void ifStill(int jump, Runnable change) {
    if (jump == jumps) {
      change.run();
      readIfSeen();
    }
  }

  private static Outcome<HistoryPage> whenDone(
      Outcome<HistoryPage> outcome, Consumer<HistoryPage> then) {
    if (outcome instanceof Outcome.Done<HistoryPage>(HistoryPage page)) {
      then.accept(page);
    }
    return outcome;
  }

  private static CompletableFuture<Outcome<HistoryPage>> nothing() {
    return CompletableFuture.completedFuture(
        new Outcome.Done<>(new HistoryPage(List.of(), false, false)));
  }
}
