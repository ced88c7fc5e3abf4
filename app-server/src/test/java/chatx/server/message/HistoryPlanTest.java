package chatx.server.message;

import static chatx.server.storage.tables.Tables.ROOM_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.HistoryFilter;
import chatx.protocol.RoomId;
import chatx.server.storage.Database;
import chatx.server.storage.TestDatabases;
import java.util.UUID;
import org.jooq.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the embedded database finds a page, because its cost must not grow with the room's past. */
class HistoryPlanTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageFollowsTheKeyInsteadOfSortingTheRoom(boolean newestFirst) {
    Condition page =
        HistoryStore.matches(
                new RoomId(new UUID(1, 2)), new HistoryFilter(null, null, null, null, null))
            .and(newestFirst ? ROOM_EVENTS.SEQ.lt(1000L) : ROOM_EVENTS.SEQ.gt(1000L));
    try (Database database = Database.open(TestDatabases.h2Memory())) {
      String plan =
          database
              .transactions()
              .read(tx -> {
                String query =
                    tx.sql().renderInlined(HistoryStore.entries(tx, page, newestFirst, 51));
                return String.valueOf(
                    tx.sql().resultQuery("explain " + query).fetchSingle().get(0));
              });
      assertThat(plan).contains("/* index sorted */");
    }
  }
}
