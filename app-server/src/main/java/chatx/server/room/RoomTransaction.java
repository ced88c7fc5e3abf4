package chatx.server.room;

import chatx.protocol.ClientKey;
import chatx.protocol.DurableEvent;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberRole;
import chatx.protocol.MessagePosted;
import chatx.protocol.TransientEvent;
import chatx.protocol.UserId;
import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room in the hands of its tasks: what they change is staged, written and committed as one, and
 * only then seen by anybody. Used by the room's thread alone.
 */
public final class RoomTransaction {
  private final RoomStore store;
  private final RoomLog log;
  private final Tx tx;
  private final Instant now;
  private final long expectedLast;
  private RoomSnapshot state;
  private final boolean looksBack;
  private final List<RoomLog.Entry> appended = new ArrayList<>();
  private final Map<MessageName, LoggedEvent> staged = new HashMap<>();
  private int flushed;
  private boolean onlyMessages = true;
  private final List<Effect> effects = new ArrayList<>();

  /**
   * @param looksBack see {@link #looksBack}
   */
  RoomTransaction(
      RoomStore store, RoomLog log, Tx tx, RoomSnapshot state, Instant now, boolean looksBack) {
    this.looksBack = looksBack;
    this.store = store;
    this.log = log;
    this.tx = tx;
    this.state = state;
    // What PostgreSQL keeps, so that an event reads the same live and from the store.
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    this.expectedLast = state.lastSeq();
  }

  private record MessageName(UserId author, ClientKey key) {}

  /** What happens when the transaction is durable, in this order. */
  sealed interface Effect {
    record Deliver(LoggedEvent event) implements Effect {}

    record Tell(TransientEvent event) implements Effect {}

    record Subscribe(Subscriber subscriber) implements Effect {}

    record Unsubscribe(Subscriber subscriber) implements Effect {}

    record UnsubscribeUser(UserId user) implements Effect {}

    record UnsubscribeAll() implements Effect {}

    record Run(Runnable action) implements Effect {}
  }

  /** The room with all that was staged so far. */
  public RoomSnapshot state() {
    return state;
  }

  public Instant now() {
    return now;
  }

  public Tx tx() {
    return tx;
  }

  /** Gives the event the next number. */
  public LoggedEvent append(DurableEvent event) {
    LoggedEvent entry = new LoggedEvent(state.lastSeq() + 1, now, event);
    appended.add(log.entry(entry));
    if (event instanceof MessagePosted posted) {
      staged.put(new MessageName(posted.author().id(), posted.clientKey()), entry);
    } else {
      onlyMessages = false;
    }
    state = state.withLastSeq(entry.seq());
    effects.add(new Effect.Deliver(entry));
    return entry;
  }

  /** Stored events after a number, those of this transaction included. */
  public List<LoggedEvent> read(long after, int limit) {
    flush();
    return log.read(tx, state.id(), after, limit);
  }

  /** An event of this transaction that is not written yet, by its sender's key. */
  public @Nullable LoggedEvent staged(UserId author, ClientKey key) {
    return staged.get(new MessageName(author, key));
  }

  /**
   * Whether a sender's key has to be looked for among the stored messages. At first it is not: keys
   * are new, but for those of retries, and the one in the store stops the transaction. Then all of
   * it is run again, and looks.
   */
  public boolean looksBack() {
    return looksBack;
  }

  public void admit(Membership member) {
    store.insertMember(tx, state.id(), member);
    become(state.with(member));
  }

  public void dismiss(UserId user) {
    store.deleteMember(tx, state.id(), user);
    become(state.without(user));
  }

  public void setRole(UserId user, MemberRole role) {
    Membership member = state.members().get(user);
    if (member != null) {
      store.updateRole(tx, state.id(), user, role);
      become(state.with(new Membership(member.user(), role, member.joinedAt())));
    }
  }

  /** False when another room has the name or looks like it. */
  public boolean rename(String name, NameKey key) {
    if (!store.rename(tx, state.id(), name, key)) {
      return false;
    }
    become(state.withName(name));
    return true;
  }

  public void setTopic(String topic) {
    store.updateTopic(tx, state.id(), topic);
    become(state.withTopic(topic));
  }

  public void setPasswordHash(@Nullable String hash) {
    store.updatePassword(tx, state.id(), hash);
    become(state.withPasswordHash(hash));
  }

  public void delete() {
    flush();
    store.delete(tx, state.id(), now);
    become(state.asDeleted());
    effects.add(new Effect.UnsubscribeAll());
  }

  /** Something beside the room itself was written that must be durable before it is answered. */
  public void wrote() {
    onlyMessages = false;
  }

  /** From here on the subscriber receives what the room appends. */
  public void subscribe(Subscriber subscriber) {
    effects.add(new Effect.Subscribe(subscriber));
  }

  public void unsubscribe(Subscriber subscriber) {
    effects.add(new Effect.Unsubscribe(subscriber));
  }

  /** Ends the subscriptions of all devices of a user. */
  public void unsubscribe(UserId user) {
    effects.add(new Effect.UnsubscribeUser(user));
  }

  public void tell(TransientEvent event) {
    effects.add(new Effect.Tell(event));
  }

  /** Runs when everything is durable, in order with the events; must not block. */
  public void afterCommit(Runnable action) {
    effects.add(new Effect.Run(action));
  }

  List<Effect> effects() {
    return effects;
  }

  List<RoomLog.Entry> appended() {
    return appended;
  }

  /** Whether a journal of messages is enough to make this durable. */
  boolean hasOnlyMessages() {
    return onlyMessages;
  }

  /** Whether there is anything to make durable. */
  boolean isChanged() {
    return !appended.isEmpty() || !onlyMessages;
  }

  /** Writes what is staged. */
  void flush() {
    if (flushed < appended.size()) {
      List<RoomLog.Entry> fresh = appended.subList(flushed, appended.size());
      long last = flushed == 0 ? expectedLast : appended.get(flushed - 1).event().seq();
      if (!log.append(tx, state.id(), last, fresh)) {
        throw new StaleRoomException();
      }
      flushed = appended.size();
    }
  }

  private void become(RoomSnapshot changed) {
    onlyMessages = false;
    state = changed;
  }
}
