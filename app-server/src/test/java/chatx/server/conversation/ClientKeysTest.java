package chatx.server.conversation;

import static chatx.server.storage.tables.Tables.ROOM_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.ClientKey;
import chatx.protocol.MessageAccepted;
import chatx.protocol.OpenRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often and from wherever a message is sent, it is posted once. */
class ClientKeysTest {
  private static final int KEYS = 10_000;
  private static final int MOST_COPIES = 5;
  private static final long SEED = 20_261_123;

  /** Answers that one connection waits for at once. */
  private static final int WINDOW = 1_000;

  /** One of the times that a message is sent. */
  private record Copy(int at, int message) {}

  @Test
  void everyKeyIsPostedOnceOnH2(@TempDir Path folder) throws Exception {
    everyKeyIsPostedOnce(folder, null, TestDatabases.h2File(folder));
  }

  @Test
  void everyKeyIsPostedOnceOnPostgres(@TempDir Path folder) throws Exception {
    StorageSettings database = TestDatabases.postgres();
    everyKeyIsPostedOnce(folder, database, database);
  }

  private void everyKeyIsPostedOnce(
      Path folder, @Nullable StorageSettings database, StorageSettings afterwards)
      throws Exception {
    List<ClientKey> keys = keys();
    Map<Integer, Set<ServerReply>> answers = new HashMap<>();
    RoomId room;
    try (TestServer server = new TestServer(folder, database);
        TestClient phone = server.register("anna");
        TestClient laptop = server.connect("anna");
        ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      room = phone.createRoom("Room").id();
      laptop.ask(new OpenRoom(room), RoomJoined.class);
      List<Future<Map<Copy, ServerReply>>> halves = new ArrayList<>();
      List<Copy> copies = copies();
      for (TestClient device : List.of(phone, laptop)) {
        int first = halves.size();
        List<Copy> half = new ArrayList<>();
        for (int i = first; i < copies.size(); i += 2) {
          half.add(copies.get(i));
        }
        halves.add(both.submit(() -> send(device, room, keys, half)));
      }
      for (Future<Map<Copy, ServerReply>> half : halves) {
        half.get()
            .forEach((copy, reply) ->
                answers.computeIfAbsent(copy.message(), _ -> new HashSet<>()).add(reply));
      }
    }

    assertThat(answers)
        .hasSize(KEYS)
        .as("seed " + SEED)
        .allSatisfy(
            (_, all) -> assertThat(all).as("the answers to all copies are the same").hasSize(1));
    assertThat(
            answers.values().stream()
                .flatMap(Set::stream)
                .map(reply -> ((MessageAccepted) reply).seq())
                .sorted()
                .toList())
        .isEqualTo(LongStream.rangeClosed(2, KEYS + 1L).boxed().toList());
    try (Database rows = Database.open(afterwards)) {
      Map<UUID, Long> bySeq =
          rows.transactions()
              .read(tx ->
                  tx.sql()
                      .select(ROOM_EVENTS.CLIENT_KEY, ROOM_EVENTS.SEQ)
                      .from(ROOM_EVENTS)
                      .where(ROOM_EVENTS.ROOM_ID.eq(room.value()), ROOM_EVENTS.KIND.eq("MESSAGE"))
                      .fetchMap(ROOM_EVENTS.CLIENT_KEY, ROOM_EVENTS.SEQ));
      assertThat(bySeq)
          .isEqualTo(
              answers.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          entry -> keys.get(entry.getKey()).value(),
                          entry -> ((MessageAccepted) entry.getValue().iterator().next()).seq())));
    }
  }

  private static Map<Copy, ServerReply> send(
      TestClient device, RoomId room, List<ClientKey> keys, List<Copy> copies)
      throws InterruptedException {
    Semaphore window = new Semaphore(WINDOW);
    List<CompletableFuture<ServerReply>> replies = new ArrayList<>();
    for (Copy copy : copies) {
      window.acquire();
      int message = copy.message();
      replies.add(
          device
              .send(new SendMessage(room, keys.get(message), "message " + message))
              .whenComplete((_, _) -> window.release()));
    }
    Map<Copy, ServerReply> answers = new HashMap<>();
    for (int i = 0; i < copies.size(); i++) {
      answers.put(copies.get(i), replies.get(i).join());
    }
    return answers;
  }

  private static List<ClientKey> keys() {
    Random random = new Random(SEED);
    List<ClientKey> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(new ClientKey(new UUID(random.nextLong(), random.nextLong())));
    }
    return keys;
  }

  /** Of one half of the messages the copies come close together, of the other far apart. */
  private static List<Copy> copies() {
    Random random = new Random(SEED);
    List<Copy> copies = new ArrayList<>();
    for (int message = 0; message < KEYS; message++) {
      int spread = message % 2 == 0 ? 10 : KEYS;
      for (int i = 1 + random.nextInt(MOST_COPIES); i > 0; i--) {
        copies.add(new Copy(message + random.nextInt(spread), message));
      }
    }
    copies.sort(Comparator.comparingInt(Copy::at));
    return copies;
  }
}
