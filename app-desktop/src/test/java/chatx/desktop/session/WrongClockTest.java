package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MovableClock;
import chatx.protocol.RoomId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that are wrong, jump, or stand still while a computer sleeps. */
@SuppressWarnings("NullAway.Init")
final class WrongClockTest {
  @TempDir private static Path data;
  private static LiveServer server;

  @TempDir private Path folder;
  private int devices;

  @BeforeAll
  static void start() {
    server = new LiveServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Device device(MovableClock clock) {
    String name = "u" + ++devices + "-" + UUID.randomUUID().toString().substring(0, 8);
    return Device.register(
            server,
            name,
            folder.resolve(name),
            server.address(),
            new TyrusTransport(),
            clock,
            Device.HASTE)
        .online();
  }

  private static void assertNobodyWasThrownOut(Device... devices) {
    for (Device device : devices) {
      assertThat(device.witness().states()).noneMatch(ConnectionState.SignedOut.class::isInstance);
      assertThat(device.witness().complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT24H", "PT-24H"})
  void theOrderIsTheServersHoweverWrongTheClocksOfItsMembersAre(Duration wrong) {
    MovableClock off = new MovableClock();
    off.move(wrong);
    try (Device ada = device(off);
        Device linus = device(new MovableClock())) {
      RoomId room = ada.createRoom("Noon " + wrong);
      linus.join(room);
      List<String> said = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        said.add("message " + i);
        var _ = (i % 2 == 0 ? ada : linus).session().send(room, "message " + i);
        ada.awaitBodies(room, said);
        linus.awaitBodies(room, said);
      }
      ada.restartProgram();
      ada.online();
      ada.awaitBodies(room, said);
      assertThat(ada.witness().messages(room)).isEqualTo(linus.witness().messages(room));
      assertNobodyWasThrownOut(ada, linus);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "PT-24H"})
  void aServerWhoseClockJumpsKeepsItsOrderAndItsGuests(Duration jump) {
    try (Device ada = device(new MovableClock());
        Device linus = device(new MovableClock())) {
      RoomId room = ada.createRoom("Midnight " + jump);
      linus.join(room);
      var _ = ada.session().send(room, "before");
      linus.awaitBodies(room, List.of("before"));
      server.clock().move(jump);
      var _ = linus.session().send(room, "after");
      ada.awaitBodies(room, List.of("before", "after"));
      ada.session().networkChanged();
      linus.session().networkChanged();
      var _ = ada.session().send(room, "and on");
      linus.awaitBodies(room, List.of("before", "after", "and on"));
      ada.awaitBodies(room, List.of("before", "after", "and on"));
      ada.awaitOnline();
      linus.awaitOnline();
      assertNobodyWasThrownOut(ada, linus);
    } finally {
      server.clock().move(jump.negated());
    }
  }

  @Test
  void aComputerThatSleptConnectsAnewAndMissesNothing() {
    MovableClock wall = new MovableClock();
    try (Device ada = device(wall);
        Device linus = device(new MovableClock())) {
      RoomId room = linus.createRoom("Night");
      ada.join(room);
      int before = connections(ada);
      wall.move(Duration.ofHours(8));
      var _ = linus.session().send(room, "while you slept");
      await().atMost(Duration.ofSeconds(10)).until(() -> connections(ada) > before);
      ada.awaitOnline();
      ada.awaitBodies(room, List.of("while you slept"));
      var _ = ada.session().send(room, "awake");
      linus.awaitBodies(room, List.of("while you slept", "awake"));
      // Nothing went wrong: it did not wait, and nobody had to sign in.
      assertThat(ada.witness().states()).noneMatch(ConnectionState.Waiting.class::isInstance);
      assertNobodyWasThrownOut(ada, linus);
    }
  }

  private static int connections(Device device) {
    return (int)
        device.witness().states().stream().filter(ConnectionState.Online.class::isInstance).count();
  }

  @Test
  void whoWaitsForTheNextAttemptDoesNotWaitLongerBecauseTheClockWasSetBack() {
    MovableClock wall = new MovableClock();
    try (Device ada = device(wall)) {
      server.stop();
      ada.awaitState(ConnectionState.Waiting.class);
      wall.move(Duration.ofDays(-1));
      server.start();
      ada.awaitOnline();
      assertNobodyWasThrownOut(ada);
    }
  }
}
