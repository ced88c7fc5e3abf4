package chatx.server.presence;

import chatx.protocol.PresenceChanged;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.server.command.ConnectionDirectory;
import chatx.server.mailbox.Mailbox;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomStore;
import chatx.server.room.RoomTask;
import chatx.server.room.RoomTransaction;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who share a room with a user when the first device comes and the last one goes. */
public final class PresenceFeature implements ConnectionDirectory.OnlineListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PresenceFeature.class);
  private static final int CAPACITY = 100_000;

  private final Transactions transactions;
  private final RoomStore store;
  private final RoomDirectory rooms;
  private final Mailbox<PresenceChanged> changes =
      new Mailbox<>("presence", CAPACITY, this::tellAll);
  private volatile boolean closed;

  public PresenceFeature(Transactions transactions, RoomStore store, RoomDirectory rooms) {
    this.transactions = transactions;
    this.store = store;
    this.rooms = rooms;
  }

  @Override
  public void changed(UserId user, boolean online) {
    if (changes.offer(new PresenceChanged(user, online)) == Mailbox.Offer.FULL) {
      log.warn("too many people come and go at once; some presence is not told");
    }
  }

  /** From now on nothing is told, for a server that stops: everybody goes then. */
  @Override
  public void close() {
    closed = true;
    changes.close();
  }

  private void tellAll(List<PresenceChanged> batch) {
    for (PresenceChanged change : batch) {
      if (closed) {
        return;
      }
      try {
        for (RoomId room : transactions.read(tx -> store.roomsOf(tx, change.user()))) {
          rooms.insistIfPresent(room, new Tell(change));
        }
      } catch (StorageException e) {
        // The database may have closed in the middle of a read.
        if (!closed) {
          log.warn("a change of presence could not be told: {}", e.words());
        }
      }
    }
  }

  private record Tell(PresenceChanged change) implements RoomTask {
    @Override
    public void run(RoomTransaction room) {
      if (!room.state().deleted()) {
        room.tell(change);
      }
    }

    @Override
    public void absent() {}

    @Override
    public void failed(RuntimeException cause) {
      if (cause instanceof StorageException storage) {
        log.warn("a change of presence could not be told: {}", storage.words());
      } else {
        log.error("a change of presence could not be told", cause);
      }
    }
  }
}
