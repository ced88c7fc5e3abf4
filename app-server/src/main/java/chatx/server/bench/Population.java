package chatx.server.bench;

import chatx.protocol.UserSummary;
import chatx.server.ServerConfig;
import chatx.server.ServerData;
import chatx.server.Setting;
import chatx.server.StartRefusedException;
import chatx.server.storage.Ids;
import chatx.server.storage.Transactions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rooms full of people in the data of a server that does not run yet. Their accounts, sessions and
 * refresh tokens are written into the tables, because a registration takes a third of a second of
 * bcrypt; from there on everything is as for anybody: each exchanges the refresh token over HTTP
 * and is a member of the room. Nothing here is changed once made; blocking.
 */
public final class Population {
  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final int TOKEN_BYTES = 32;
  private static final int AT_ONCE = 16;
  private static final int MESSAGES_PER_COMMIT = 50_000;

  private final List<UUID> rooms;
  private final List<SeedStore.Seeded> people;

  private Population(List<UUID> rooms, List<SeedStore.Seeded> people) {
    this.rooms = List.copyOf(rooms);
    this.people = List.copyOf(people);
  }

  /**
   * Writes it, and returns when it is durable.
   *
   * @param data the server's folder, which no server may be using
   * @param database where the database is; empty for H2 in the folder
   * @param members of each room; nobody is in two
   */
  public static Population seed(
      Path data, Map<Setting, String> database, int roomCount, int members, Clock clock) {
    SecureRandom random = new SecureRandom();
    byte[] tag = new byte[4];
    random.nextBytes(tag);
    String run = HexFormat.of().formatHex(tag);
    List<SeedStore.Seeded> people =
        SeedStore.people(
            roomCount * members,
            run,
            () -> {
              byte[] token = new byte[TOKEN_BYTES];
              random.nextBytes(token);
              return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
            });
    List<UUID> rooms = new ArrayList<>();
    try (ServerData opened = open(data, database, clock)) {
      opened
          .database()
          .transactions()
          .write(tx -> {
            SeedStore store = new SeedStore(tx, clock.instant());
            store.insertUsers(people);
            rooms.clear();
            for (int number = 0; number < roomCount; number++) {
              UUID room = Ids.next();
              rooms.add(room);
              store.insertRoom(
                  room,
                  "room-%s-%05d".formatted(run, number),
                  people.subList(number * members, (number + 1) * members));
            }
            return true;
          });
    }
    return new Population(rooms, people);
  }

  /** Gives a room a past of this many messages. The server must not run. */
  public void fill(Path data, Map<Setting, String> database, int room, long messages, Clock clock) {
    UserSummary author = people.get(room * membersPerRoom()).user();
    try (ServerData opened = open(data, database, clock)) {
      Transactions transactions = opened.database().transactions();
      for (long first = 1; first <= messages; first += MESSAGES_PER_COMMIT) {
        long from = first;
        long to = Math.min(messages, first + MESSAGES_PER_COMMIT - 1);
        transactions.commit(tx -> {
          new SeedStore(tx, clock.instant()).insertMessages(rooms.get(room), author, from, to);
          return true;
        });
      }
      transactions.makeDurable();
    }
  }

  public List<UUID> rooms() {
    return rooms;
  }

  /** Access tokens of all, in the order of their rooms, from the running server's HTTP. */
  public List<String> signIn(ServerProcess server) {
    Semaphore places = new Semaphore(AT_ONCE);
    try (HttpClient http = server.door().client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (SeedStore.Seeded seeded : people) {
        answers.add(
            threads.submit(() -> {
              places.acquire();
              try {
                return exchange(http, server, seeded.refreshToken());
              } finally {
                places.release();
              }
            }));
      }
      List<String> tokens = new ArrayList<>();
      for (Future<String> answer : answers) {
        tokens.add(answer.get());
      }
      return tokens;
    } catch (ExecutionException failed) {
      throw new BenchFailedException("cannot sign in: " + failed.getCause(), failed);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", told);
    }
  }

  private int membersPerRoom() {
    return people.size() / rooms.size();
  }

  private static String exchange(HttpClient http, ServerProcess server, String refreshToken)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.http() + "/api/v1/sessions/refresh"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"refreshToken\":\"" + refreshToken + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher token = ACCESS_TOKEN.matcher(answer.body());
    if (answer.statusCode() != 200 || !token.find()) {
      throw new BenchFailedException("a refresh token was refused: " + answer.body());
    }
    return token.group(1);
  }

  private static ServerData open(Path data, Map<Setting, String> database, Clock clock) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.putAll(database);
    settings.put(Setting.DATA, data.toString());
    try {
      return ServerData.open(ServerConfig.of(settings), clock);
    } catch (StartRefusedException refused) {
      throw new BenchFailedException(String.valueOf(refused.getMessage()), refused);
    }
  }
}
