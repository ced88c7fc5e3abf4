package chatx.server.room;

import static chatx.server.storage.tables.Tables.USERS;

import chatx.protocol.ClientKey;
import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberRole;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.codec.FrameCodec;
import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.Tx;
import chatx.server.text.NameKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One room with one member on a database, without sockets and without features. */
public final class OneRoom implements AutoCloseable {
  private static final Instant LONG_AGO = Instant.ofEpochSecond(1_700_000_000);

  private final Database database;
  private final FrameCodec codec = new FrameCodec();
  private final RoomStore store = new RoomStore();
  private final RoomLog log = new RoomLog(codec);
  private final RoomDirectory rooms;
  private final RoomId id = new RoomId(new UUID(1, 1));
  private final UserSummary owner = new UserSummary(new UserId(new UUID(2, 2)), "ada", "Ada");

  /** A new room. */
  public OneRoom(StorageSettings settings) {
    this(Database.open(settings), new CommitIsDurable());
    create();
  }

  /** The room that the database has. */
  OneRoom(Database database, Durability durability) {
    this.database = database;
    rooms =
        new RoomDirectory(
            database.transactions(), store, log, codec, durability, Clock.systemUTC());
  }

  void create() {
    database
        .transactions()
        .write(tx -> {
          tx.sql()
              .insertInto(USERS)
              .set(USERS.ID, owner.id().value())
              .set(USERS.NAME, owner.name())
              .set(USERS.NAME_KEY, owner.name())
              .set(USERS.DISPLAY_NAME, owner.displayName())
              .set(USERS.PASSWORD_HASH, "none")
              .set(USERS.CREATED_AT, LONG_AGO)
              .execute();
          Membership member = new Membership(owner, MemberRole.OWNER, LONG_AGO);
          RoomSnapshot room =
              new RoomSnapshot(id, "Garden", "", null, 1, Map.of(owner.id(), member), false);
          store.insert(tx, room, NameKey.of("Garden"), owner.id(), LONG_AGO);
          store.insertMember(tx, id, member);
          log.begin(
              tx, id, new LoggedEvent(1, LONG_AGO, new RoomCreated(owner, "Garden", "", false)));
          return true;
        });
  }

  public RoomId id() {
    return id;
  }

  public UserSummary owner() {
    return owner;
  }

  /** Does something in the room; completed when it is committed, or with what went wrong. */
  public CompletableFuture<RoomTransaction> run(Consumer<RoomTransaction> work) {
    CompletableFuture<RoomTransaction> done = new CompletableFuture<>();
    rooms.insist(
        id,
        new RoomTask() {
          @Override
          public void run(RoomTransaction room) {
            work.accept(room);
            room.afterCommit(() -> done.complete(room));
          }

          @Override
          public void absent() {
            done.completeExceptionally(new AssertionError("the room is gone"));
          }

          @Override
          public void failed(RuntimeException cause) {
            done.completeExceptionally(cause);
          }
        });
    return done;
  }

  /** Posts a message of the owner's. */
  public CompletableFuture<LoggedEvent> post(String body) {
    MessagePosted message =
        new MessagePosted(
            new MessageId(UUID.randomUUID()), owner, new ClientKey(UUID.randomUUID()), body);
    AtomicReference<@Nullable LoggedEvent> posted = new AtomicReference<>();
    return run(room -> posted.set(room.append(message)))
        .thenApply(_ -> Objects.requireNonNull(posted.get()));
  }

  /** What a reader of the room's past may be told. */
  long durableUpTo() {
    return rooms.durableUpTo(id);
  }

  /** All that is stored. */
  List<LoggedEvent> log() {
    return read(tx -> log.read(tx, id, 0, Integer.MAX_VALUE));
  }

  /** Looks into the database. */
  public <T extends @Nullable Object> T read(Function<Tx, T> query) {
    return database.transactions().read(query);
  }

  @Override
  public void close() {
    database.close();
  }
}
