package chatx.server.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.room.CommitIsDurable;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomLog;
import chatx.server.room.RoomStore;
import chatx.server.storage.Database;
import chatx.server.storage.TestDatabases;
import chatx.server.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PresenceFeatureTest {

  @Test
  void aStopWhileManyGoSaysNothing() {
    Logger logger = (Logger) LoggerFactory.getLogger(PresenceFeature.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    try {
      PresenceFeature presence;
      try (Database database = Database.open(TestDatabases.h2Memory())) {
        Transactions transactions = database.transactions();
        FrameCodec codec = new FrameCodec();
        RoomStore store = new RoomStore();
        presence =
            new PresenceFeature(
                transactions,
                store,
                new RoomDirectory(
                    transactions,
                    store,
                    new RoomLog(codec),
                    codec,
                    new CommitIsDurable(),
                    Clock.systemUTC()));
        // The first question takes a second, in which all would be over.
        List<RoomId> none =
            transactions.read(tx -> store.roomsOf(tx, new UserId(UUID.randomUUID())));
        assertThat(none).isEmpty();
        for (int i = 0; i < 5_000; i++) {
          presence.changed(new UserId(UUID.randomUUID()), false);
        }
        presence.close();
      }
      presence.changed(new UserId(UUID.randomUUID()), false);
      await()
          .during(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(said.list).isEmpty());
    } finally {
      logger.detachAppender(said);
    }
  }
}
