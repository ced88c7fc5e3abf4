package chatx.server.room;

import chatx.protocol.Done;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import chatx.server.mailbox.Mailbox.Offer;
import chatx.server.problem.Problems;
import chatx.server.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that somebody uses at the moment; each exists once. Any thread. Rooms come into memory
 * with their first task and go with their last subscriber.
 */
public final class RoomDirectory {
  private static final Logger log = LoggerFactory.getLogger(RoomDirectory.class);

  private final ConcurrentHashMap<RoomId, Room> rooms = new ConcurrentHashMap<>();
  private final Room.Ground ground;

  public RoomDirectory(
      Transactions transactions,
      RoomStore store,
      RoomLog log,
      FrameCodec codec,
      Durability durability,
      Clock clock) {
    this.ground =
        new Room.Ground(
            transactions,
            store,
            log,
            codec,
            durability,
            clock,
            room -> rooms.remove(room.id(), room));
  }

  /** Puts a task into the room's mailbox; false when that is full. Never blocks. */
  public boolean submit(RoomId id, RoomTask task) {
    return put(id, room -> room.offer(task)) == Offer.ACCEPTED;
  }

  /** As {@link #submit} for tasks that free something: they are taken even when it is full. */
  public void insist(RoomId id, RoomTask task) {
    put(id, room -> room.insist(task));
  }

  /** As {@link #insist}, but only if the room is in memory. */
  public void insistIfPresent(RoomId id, RoomTask task) {
    Room room = rooms.get(id);
    if (room != null) {
      room.insist(task);
    }
  }

  /** Does something in the room and waits for its end. For virtual threads outside of rooms. */
  public ServerReply ask(RoomId id, Function<RoomTransaction, ServerReply> work) {
    return begin(id, work).join();
  }

  /**
   * The last event of a room that may be told: what is committed after it does not survive a power
   * cut yet. To be asked after the database, so that whatever was read up to there is safe.
   *
   * @return {@link Long#MAX_VALUE} when nothing is under way
   */
  public long durableUpTo(RoomId id) {
    Room room = rooms.get(id);
    return room == null ? Long.MAX_VALUE : room.durableUpTo();
  }

  private CompletableFuture<ServerReply> begin(
      RoomId id, Function<RoomTransaction, ServerReply> work) {
    CompletableFuture<ServerReply> answer = new CompletableFuture<>();
    RoomTask task =
        new RoomTask() {
          @Override
          public void run(RoomTransaction room) {
            ServerReply reply = room.state().deleted() ? Problems.noSuchRoom() : work.apply(room);
            room.afterCommit(() -> answer.complete(reply));
          }

          @Override
          public void absent() {
            answer.complete(Problems.noSuchRoom());
          }

          @Override
          public void failed(RuntimeException cause) {
            answer.complete(Problems.failure(cause, UUID.randomUUID().toString()));
          }
        };
    return submit(id, task) ? answer : CompletableFuture.completedFuture(Problems.busy());
  }

  /**
   * Returns when all that waited in the rooms at this moment is done.
   *
   * @param most how long that may take; a database that is away answers nobody
   */
  public void settle(Duration most) {
    CompletableFuture<?>[] all =
        rooms.keySet().stream()
            .map(id -> begin(id, _ -> new Done()))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("not all rooms were done within {}", most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer is never a failure", e);
    }
  }

  /** How many rooms are in memory. */
  public int size() {
    return rooms.size();
  }

  private Offer put(RoomId id, Function<Room, Offer> offer) {
    while (true) {
      Room room = rooms.computeIfAbsent(id, key -> new Room(key, ground));
      Offer outcome = offer.apply(room);
      if (outcome != Offer.CLOSED) {
        return outcome;
      }
      // It ended between the look-up and the offer; the next one starts anew.
      rooms.remove(id, room);
    }
  }
}
