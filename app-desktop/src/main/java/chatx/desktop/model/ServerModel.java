package chatx.desktop.model;

import chatx.desktop.session.ConnectionState;
import chatx.desktop.session.SessionListener;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.StorageNotice;
import chatx.desktop.ui.Work;
import chatx.protocol.BanList;
import chatx.protocol.BanUser;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.DeleteRoom;
import chatx.protocol.Done;
import chatx.protocol.ExitReason;
import chatx.protocol.HistoryPage;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteId;
import chatx.protocol.InviteList;
import chatx.protocol.JoinRoom;
import chatx.protocol.KickMember;
import chatx.protocol.LeaveRoom;
import chatx.protocol.ListBans;
import chatx.protocol.ListInvites;
import chatx.protocol.ListMembers;
import chatx.protocol.ListRooms;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.MessagePosted;
import chatx.protocol.Problem;
import chatx.protocol.ReadHistory;
import chatx.protocol.RedeemInvite;
import chatx.protocol.RenameRoom;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.RoomPage;
import chatx.protocol.RoomState;
import chatx.protocol.ServerReply;
import chatx.protocol.SetRole;
import chatx.protocol.SetRoomPassword;
import chatx.protocol.SetTopic;
import chatx.protocol.TransientEvent;
import chatx.protocol.UnbanUser;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.invite.InviteToken;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * One account on one server: its connection, its rooms, and what can be asked of it. FX thread
 * only, but for the {@link #listener()}. Every future completes on the FX thread and never
 * exceptionally.
 */
public final class ServerModel {
  /** Favourites, then where something was said last. */
  private static final Comparator<RoomModel> ORDER =
      Comparator.comparing((RoomModel room) -> !room.favouriteProperty().get())
          .thenComparing(
              (RoomModel room) -> room.lastActivityProperty().get(), Comparator.reverseOrder())
          .thenComparing(room -> room.name().toLowerCase(Locale.ROOT))
          .thenComparing(room -> room.id().value());

  private final SavedAccount account;
  private final RoomMemory memory;
  private final MessageParser parser;
  private final ZoneId zone;
  private final Relay relay;
  private final Requests requests;
  private final Filling filling = new Filling();
  private final ReadOnlyObjectWrapper<ConnectionState> connection =
      new ReadOnlyObjectWrapper<>(new ConnectionState.Stopped());
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> selected = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper mentions = new ReadOnlyIntegerWrapper();
  private final Map<RoomId, RoomModel> byId = new HashMap<>();
  private final Map<RoomId, List<OutboxEntry>> early = new HashMap<>();
  private final ObservableList<RoomModel> rooms = FXCollections.observableArrayList();
  private final ObservableList<RoomModel> shownRooms =
      FXCollections.unmodifiableObservableList(rooms);
  private final Set<RoomModel> touched = new LinkedHashSet<>();
  private final RoomModel.Home home = new RoomHome();
  private boolean batching;
  private boolean orderStale;
  private boolean countsStale;
  private boolean active;
  private boolean focused;
  private Consumer<Arrival> arrivals = _ -> {};
  private Consumer<Farewell> farewells = _ -> {};
  private Consumer<StorageNotice> notices = _ -> {};

  /**
   * Messages of others that came in one go.
   *
   * @param last the newest of them
   * @param count how many
   * @param mentions how many of them call the person
   */
  public record Arrival(RoomModel room, MessagePosted last, int count, int mentions) {}

  /**
   * The end of a membership.
   *
   * @param why absent where it happened while nobody was connected
   * @param by who did it, where it was somebody else and is known
   */
  public record Farewell(
      ServerModel server,
      RoomId room,
      String name,
      @Nullable ExitReason why,
      @Nullable UserSummary by) {}

  /**
   * An account that is not connected yet.
   *
   * @param zone where the reader is: decides where days begin
   */
  public ServerModel(SavedAccount account, RoomMemory memory, Work work, ZoneId zone) {
    this.account = account;
    this.memory = memory;
    this.parser = new MessageParser(account.user().name());
    this.zone = zone;
    this.relay = new Relay(work.fx(), this::beginBatch, this::endBatch);
    this.requests = new Requests(relay, new InOrder(work.background()));
    work.background().execute(MessageParser::prepare);
  }

  public SavedAccount account() {
    return account;
  }

  public UserSummary me() {
    return account.user();
  }

  /** From now on the model asks this link. */
  public void attach(ServerLink newLink) {
    requests.attach(newLink);
  }

  /** Nothing reaches the model any more. */
  public void detach() {
    requests.detach();
    relay.close();
  }

  /**
   * What a session tells this model: carried to the FX thread, as much as has gathered in one hop.
   * A session that tells more than the FX thread takes has to wait.
   */
  public SessionListener listener() {
    return new Listener();
  }

  public ReadOnlyObjectProperty<ConnectionState> connectionProperty() {
    return connection.getReadOnlyProperty();
  }

  /** The rooms one is a member of: favourites, then by the time of their last message. */
  public ObservableList<RoomModel> rooms() {
    return shownRooms;
  }

  /** Unread messages in all rooms that are not muted. */
  public ReadOnlyIntegerProperty unreadProperty() {
    return unread.getReadOnlyProperty();
  }

  /** Unread mentions in all rooms, muted or not. */
  public ReadOnlyIntegerProperty mentionsProperty() {
    return mentions.getReadOnlyProperty();
  }

  public Optional<RoomModel> room(RoomId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** One's own room of that name, whatever its case. */
  public Optional<RoomModel> roomNamed(String name) {
    return rooms.stream().filter(room -> room.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The room that is open; null for none. */
  public ReadOnlyObjectProperty<@Nullable RoomModel> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** Opens a room and closes the one before; null for none. */
  public void select(@Nullable RoomModel room) {
    RoomModel before = selected.get();
    if (before == room) {
      return;
    }
    if (before != null) {
      before.close();
    }
    if (room != null) {
      room.open(active && focused);
    }
    selected.set(room);
  }

  /** Told of new messages, at most once a room and hop. */
  public void onArrival(Consumer<Arrival> listener) {
    arrivals = listener;
  }

  /** Told when a room is not one's own any more. */
  public void onFarewell(Consumer<Farewell> listener) {
    farewells = listener;
  }

  /** Told what a person should know of their files. */
  public void onNotice(Consumer<StorageNotice> listener) {
    notices = listener;
  }

  /**
   * A new room, with its creator as owner.
   *
   * @param topic null for none
   * @param password null for a public room
   */
  public CompletableFuture<Outcome<RoomModel>> createRoom(
      String name, @Nullable String topic, @Nullable String password) {
    return enter(new CreateRoom(name, topic, password));
  }

  /**
   * Makes the person a member.
   *
   * @param password null where the room has none
   */
  public CompletableFuture<Outcome<RoomModel>> joinRoom(RoomId room, @Nullable String password) {
    return enter(new JoinRoom(room, password));
  }

  /** Makes the person a member of the invite's room, private or not. */
  public CompletableFuture<Outcome<RoomModel>> redeemInvite(InviteToken token) {
    return enter(new RedeemInvite(token.text()));
  }

  /**
   * Makes an invite that lets in so many people for so many minutes.
   *
   * @param room null for the server alone
   */
  public CompletableFuture<Outcome<InviteCreated>> createInvite(
      @Nullable RoomId room, int minutes, int uses) {
    return ask(new CreateInvite(room, minutes, uses), InviteCreated.class);
  }

  /**
   * The invites that still let people in, as far as the person may see them.
   *
   * @param room null for those to every room and to the server
   */
  public CompletableFuture<Outcome<InviteList>> invites(@Nullable RoomId room) {
    return ask(new ListInvites(room), InviteList.class);
  }

  public CompletableFuture<Outcome<Done>> revokeInvite(InviteId invite) {
    return ask(new RevokeInvite(invite), Done.class);
  }

  public CompletableFuture<Outcome<Done>> leaveRoom(RoomId room) {
    return exit(new LeaveRoom(room), room, ExitReason.LEFT);
  }

  /** For ever, with all that was said in it. */
  public CompletableFuture<Outcome<Done>> deleteRoom(RoomId room) {
    return exit(new DeleteRoom(room), room, ExitReason.DELETED);
  }

  public CompletableFuture<Outcome<Done>> renameRoom(RoomId room, String name) {
    return ask(new RenameRoom(room, name), Done.class);
  }

  /** Empty for none. */
  public CompletableFuture<Outcome<Done>> setTopic(RoomId room, String topic) {
    return ask(new SetTopic(room, topic), Done.class);
  }

  /** Null makes the room public. */
  public CompletableFuture<Outcome<Done>> setRoomPassword(RoomId room, @Nullable String password) {
    return ask(new SetRoomPassword(room, password), Done.class);
  }

  public CompletableFuture<Outcome<Done>> setRole(RoomId room, UserId user, MemberRole role) {
    return ask(new SetRole(room, user, role), Done.class);
  }

  public CompletableFuture<Outcome<Done>> kick(RoomId room, UserId user, @Nullable String reason) {
    return ask(new KickMember(room, user, reason), Done.class);
  }

  public CompletableFuture<Outcome<Done>> ban(RoomId room, UserId user, @Nullable String reason) {
    return ask(new BanUser(room, user, reason), Done.class);
  }

  public CompletableFuture<Outcome<Done>> unban(RoomId room, UserId user) {
    return ask(new UnbanUser(room, user), Done.class);
  }

  public CompletableFuture<Outcome<BanList>> listBans(RoomId room) {
    return ask(new ListBans(room), BanList.class);
  }

  /** Rooms of the server; a page after a page's cursor, null for the first. */
  public CompletableFuture<Outcome<RoomPage>> listRooms(
      @Nullable String query, @Nullable String cursor) {
    return ask(new ListRooms(query, cursor, null), RoomPage.class);
  }

  /** Members of a room; a page after a page's cursor, null for the first. */
  public CompletableFuture<Outcome<MemberPage>> listMembers(
      RoomId room, @Nullable String query, @Nullable String cursor) {
    return ask(new ListMembers(room, query, cursor, null), MemberPage.class);
  }

  /** A page of a room's past, for looking something up; the room's timeline stays as it is. */
  public CompletableFuture<Outcome<HistoryPage>> readHistory(ReadHistory command) {
    return ask(command, HistoryPage.class);
  }

  /** Sends a failed message again. */
  public void retry(ClientKey key) {
    requests.withLink(link -> link.retry(key));
  }

  /** Deletes a message that was not accepted. */
  public void discard(ClientKey key) {
    requests.withLink(link -> link.discard(key));
  }

  MessageParser parser() {
    return parser;
  }

  /**
   * Whether this server is the one in front of the person, and whether the window has the focus.
   */
  void attention(boolean inFront, boolean windowFocused) {
    active = inFront;
    focused = windowFocused;
    RoomModel room = selected.get();
    if (room != null) {
      room.focused(active && focused);
    }
  }

  /** Does it as soon as the server is online and all that was missed is here; at once if it is. */
  public void whenOnline(Runnable then) {
    if (caughtUp()) {
      then.run();
      return;
    }
    Subscription[] waiting = new Subscription[1];
    waiting[0] =
        connection.subscribe(state -> {
          if (state instanceof ConnectionState.Online && waiting[0] != null) {
            waiting[0].unsubscribe();
            then.run();
          }
        });
  }

  boolean caughtUp() {
    return connection.get() instanceof ConnectionState.Online;
  }

  void arrived(RoomModel room, MessagePosted last, int count, int calls) {
    arrivals.accept(new Arrival(room, last, count, calls));
  }

  void orderChanged() {
    orderStale = true;
    if (!batching) {
      settle();
    }
  }

  void countsChanged() {
    countsStale = true;
    if (!batching) {
      settle();
    }
  }

  private void beginBatch() {
    batching = true;
  }

  private void endBatch() {
    List<RoomModel> changed = new ArrayList<>(touched);
    touched.clear();
    changed.forEach(RoomModel::endBatch);
    batching = false;
    settle();
  }

  private void settle() {
    if (orderStale) {
      orderStale = false;
      ListChange.apply(rooms, byId.values().stream().sorted(ORDER).toList(), RoomModel::id);
    }
    if (countsStale) {
      countsStale = false;
      unread.set(
          rooms.stream()
              .filter(room -> !room.mutedProperty().get())
              .mapToInt(room -> room.unreadProperty().get())
              .sum());
      mentions.set(rooms.stream().mapToInt(room -> room.mentionsProperty().get()).sum());
    }
  }

  private RoomModel touch(RoomModel room) {
    if (batching && touched.add(room)) {
      room.beginBatch();
    }
    return room;
  }

  private RoomModel enter(RoomState state) {
    RoomModel room = new RoomModel(home, state);
    byId.put(state.id(), room);
    orderStale = true;
    countsStale = true;
    touch(room);
    List<OutboxEntry> waiting = early.remove(state.id());
    if (waiting != null) {
      waiting.forEach(room::outbox);
    }
    return room;
  }

  private void roomState(RoomState state) {
    RoomModel known = byId.get(state.id());
    if (known != null) {
      touch(known).resynced(state);
      if (caughtUp()) {
        known.online();
      }
    } else {
      RoomModel room = enter(state);
      room.timeline().open(state.lastSeq(), List.of());
      room.entered();
      if (caughtUp()) {
        filling.add(room);
      }
    }
  }

  private void leave(RoomId id, @Nullable ExitReason why, @Nullable UserSummary by) {
    RoomModel room = byId.remove(id);
    if (room == null) {
      return;
    }
    if (selected.get() == room) {
      select(null);
    }
    touched.remove(room);
    filling.remove(room);
    orderStale = true;
    countsStale = true;
    if (!batching) {
      settle();
    }
    farewells.accept(new Farewell(this, id, room.name(), why, by));
  }

  private void connected(ConnectionState state) {
    boolean before = caughtUp();
    connection.set(state);
    if (caughtUp() && !before) {
      for (RoomModel room : List.copyOf(byId.values())) {
        touch(room).online();
        filling.add(room);
      }
    }
  }

  private CompletableFuture<Outcome<RoomModel>> enter(ClientCommand command) {
    return ask(command, RoomJoined.class)
        .thenApply(outcome ->
            switch (outcome) {
              case Outcome.Refused<RoomJoined>(Problem problem) -> new Outcome.Refused<>(problem);
              case Outcome.Done<RoomJoined>(RoomJoined joined) -> {
                RoomId id = joined.state().id();
                if (!byId.containsKey(id)) {
                  roomState(joined.state());
                }
                settle();
                yield new Outcome.Done<>(Objects.requireNonNull(byId.get(id)));
              }
            });
  }

  private CompletableFuture<Outcome<Done>> exit(
      ClientCommand command, RoomId room, ExitReason why) {
    return ask(command, Done.class)
        .thenApply(outcome -> {
          if (outcome instanceof Outcome.Done<Done>) {
            leave(room, why, me());
          }
          return outcome;
        });
  }

  private <R extends ServerReply> CompletableFuture<Outcome<R>> ask(
      ClientCommand command, Class<R> reply) {
    return requests.ask(command, reply);
  }

  private final class RoomHome implements RoomModel.Home {
    @Override
    public ServerModel server() {
      return ServerModel.this;
    }

    @Override
    public Asking asking() {
      return requests;
    }

    @Override
    public RoomMemory memory() {
      return memory;
    }

    @Override
    public Timeline newTimeline() {
      return new Timeline(me(), parser, zone);
    }

    @Override
    public CompletableFuture<OutboxEntry> send(RoomId room, String body) {
      return requests.send(room, body);
    }
  }

  private final class Listener implements SessionListener {
    @Override
    public void connection(ConnectionState state) {
      relay.pass(() -> connected(state));
    }

    @Override
    public void restored(RoomSnapshot snapshot) {
      relay.pass(() -> {
        if (!byId.containsKey(snapshot.state().id())) {
          enter(snapshot.state()).restored(snapshot);
        }
      });
    }

    @Override
    public void roomState(RoomState state) {
      relay.pass(() -> ServerModel.this.roomState(state));
    }

    @Override
    public void logged(RoomId id, LoggedEvent event) {
      relay.pass(() -> withRoom(id, room -> EventRouter.route(room, event)));
    }

    @Override
    public void fleeting(RoomId id, TransientEvent event) {
      relay.pass(() -> withRoom(id, room -> EventRouter.route(room, event)));
    }

    @Override
    public void gone(RoomId room, @Nullable ExitReason why, @Nullable UserSummary by) {
      relay.pass(() -> leave(room, why, by));
    }

    @Override
    public void outbox(OutboxEntry entry) {
      relay.pass(() -> {
        RoomModel room = byId.get(entry.room());
        if (room != null) {
          touch(room).outbox(entry);
        } else {
          early.computeIfAbsent(entry.room(), _ -> new ArrayList<>()).add(entry);
        }
      });
    }

    @Override
    public void notice(StorageNotice notice) {
      relay.pass(() -> notices.accept(notice));
    }

    private void withRoom(RoomId id, Consumer<RoomModel> change) {
      RoomModel room = byId.get(id);
      if (room != null) {
        change.accept(touch(room));
      }
    }
  }
}
