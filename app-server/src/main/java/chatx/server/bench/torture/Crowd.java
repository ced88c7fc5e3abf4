package chatx.server.bench.torture;

import chatx.protocol.CreateRoom;
import chatx.protocol.EventFrame;
import chatx.protocol.JoinRoom;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.codec.BodyCodec;
import chatx.protocol.codec.FrameCodec;
import chatx.protocol.http.Registration;
import chatx.protocol.http.SessionTokens;
import chatx.protocol.http.SignIn;
import chatx.server.bench.BenchFailedException;
import chatx.server.bench.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All people of a run and their rooms. Blocking; one thread, but for what the people do. */
final class Crowd implements AutoCloseable {
  private static final String PASSWORD = "correct horse 7";
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 8;

  /** Of all people one in so many goes another way, on which reading can be slowed down. */
  private static final int ONE_SLOW_IN = 10;

  private static final int ROOMS_OF_SENDER = 2;
  private static final Duration TICK = Duration.ofMillis(100);

  private final URI server;
  private final HttpClient http;
  private final FaultProxy way;
  private final FaultProxy slowWay;
  private final List<RoomId> rooms = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<Person> senders = new ArrayList<>();
  private final List<Person> slow = new ArrayList<>();
  private final String witness;
  private volatile boolean writing = true;
  private volatile boolean over;

  /** Makes accounts and rooms, has everybody join, and lets them begin. */
  Crowd(
      TortureSettings settings,
      String address,
      HttpClient http,
      FaultProxy way,
      FaultProxy slowWay,
      Checker checker,
      Tally tally,
      Duration silence)
      throws InterruptedException {
    this.server = URI.create("ws" + address.substring("http".length()) + "/ws");
    this.http = http;
    this.way = way;
    this.slowWay = slowWay;
    Random random = new Random(settings.seed());
    Accounts accounts = new Accounts(address);
    witness = accounts.make("witness").accessToken();
    try (Visitor visitor = witness()) {
      for (int i = 1; i <= settings.rooms(); i++) {
        rooms.add(
            visitor
                .ask(new CreateRoom("Torture chamber " + i, null, null), RoomJoined.class)
                .state()
                .id());
      }
    }
    List<Future<?>> entering = new ArrayList<>();
    Semaphore turn = new Semaphore(AT_ONCE);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 1; n <= settings.readers() + settings.senders(); n++) {
        int number = n;
        boolean reads = n <= settings.readers();
        boolean isSlow = reads && n % ONE_SLOW_IN == 1;
        List<RoomId> mine = new ArrayList<>(rooms);
        if (!reads) {
          Collections.shuffle(mine, random);
          mine = mine.subList(0, Math.min(ROOMS_OF_SENDER, mine.size()));
        }
        List<RoomId> entered = List.copyOf(mine);
        long seed = random.nextLong();
        entering.add(
            each.submit(() -> {
              turn.acquire();
              try {
                SessionTokens tokens = accounts.make("person-" + number);
                FaultProxy through = isSlow ? slowWay : way;
                Person person =
                    new Person(
                        number,
                        tokens.user().id(),
                        tokens.accessToken(),
                        new Person.World(
                            checker, tally, onEvent -> open(through, onEvent), silence),
                        seed);
                enter(person, tokens.accessToken(), entered);
                add(person, reads, isSlow);
                person.start();
                return person;
              } finally {
                turn.release();
              }
            }));
      }
      for (Future<?> entered : entering) {
        entered.get();
      }
    } catch (ExecutionException e) {
      throw new BenchFailedException("the people cannot come in: " + e.getCause(), e);
    }
    people.sort((one, other) -> Integer.compare(one.number(), other.number()));
    senders.sort((one, other) -> Integer.compare(one.number(), other.number()));
    Thread.ofPlatform().name("ticks").daemon().start(this::tick);
    if (!senders.isEmpty() && settings.rate() > 0) {
      Thread.ofPlatform().name("writing").daemon().start(() -> write(settings.rate()));
    }
  }

  List<RoomId> rooms() {
    return rooms;
  }

  /** Everybody, by number. */
  List<Person> people() {
    return people;
  }

  /** Those whose way can be slowed down. */
  List<Person> slow() {
    return slow;
  }

  FaultProxy way() {
    return way;
  }

  FaultProxy slowWay() {
    return slowWay;
  }

  /** A new connection of somebody who is in all rooms and was away all the time. */
  Visitor witness() throws InterruptedException {
    return Visitor.connect(http, server, witness);
  }

  /** Nothing new is written from now on; what was written goes on to be sent. */
  void finishWriting() {
    writing = false;
  }

  long ready() {
    return people.stream().filter(Person::isReady).count();
  }

  long waiting() {
    return people.stream().mapToLong(Person::waiting).sum();
  }

  /** False when it did not come true within that time. */
  static boolean await(Duration most, BooleanSupplier wanted) {
    long until = System.nanoTime() + most.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return true;
  }

  @Override
  public void close() {
    over = true;
    people.forEach(Person::stop);
  }

  private @Nullable Line open(FaultProxy through, BiConsumer<Line, EventFrame> onEvent)
      throws InterruptedException {
    return Line.open(
        http,
        URI.create("ws://127.0.0.1:" + through.port() + "/ws"),
        new FrameCodec(),
        CONNECT_PATIENCE,
        onEvent);
  }

  private void enter(Person person, String token, List<RoomId> mine) throws InterruptedException {
    try (Visitor visitor = Visitor.connect(http, server, token)) {
      for (RoomId room : mine) {
        person.enter(
            room, visitor.ask(new JoinRoom(room, null), RoomJoined.class).state().lastSeq());
      }
    }
  }

  private synchronized void add(Person person, boolean reads, boolean isSlow) {
    people.add(person);
    if (!reads) {
      senders.add(person);
    }
    if (isSlow) {
      slow.add(person);
    }
  }

  private void tick() {
    while (!over) {
      LockSupport.parkNanos(TICK.toNanos());
      people.forEach(Person::tick);
    }
  }

  private void write(int rate) {
    long gap = Duration.ofSeconds(1).toNanos() / rate;
    long next = System.nanoTime();
    for (int turn = 0; writing && !over; turn++) {
      long now = System.nanoTime();
      if (now < next) {
        LockSupport.parkNanos(next - now);
      } else {
        // Whatever the server does, the next message is due on time; no burst makes up for it.
        next = Math.max(next + gap, now - Duration.ofMillis(200).toNanos());
        senders.get(turn % senders.size()).write();
      }
    }
  }

  /** Makes accounts and signs them in. */
  private final class Accounts {
    private final BodyCodec codec = new BodyCodec();
    private final String address;

    Accounts(String address) {
      this.address = address;
    }

    SessionTokens make(String name) throws InterruptedException {
      var _ = post("/api/v1/accounts", new Registration(name, PASSWORD, null, null));
      return codec.decode(
          post("/api/v1/sessions", new SignIn(name, PASSWORD, null, null, null)),
          SessionTokens.class);
    }

    private byte[] post(String path, Record body) throws InterruptedException {
      try {
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(codec.encode(body)))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
          throw new BenchFailedException(path + " was answered " + answer.statusCode());
        }
        return answer.body();
      } catch (IOException e) {
        throw new BenchFailedException(path + " failed", e);
      }
    }
  }
}
