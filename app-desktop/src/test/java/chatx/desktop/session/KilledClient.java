package chatx.desktop.session;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.OutboxState;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.testing.Witness;
import chatx.protocol.RoomId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client in a JVM of its own that sends for ever, until somebody kills it. */
final class KilledClient {
  private static final int MOST_UNSENT = 30;

  private KilledClient() {}

  /** The arguments: port, the user's id, a refresh token, folder, room, the first number. */
  public static void main(String[] args) {
    MemoryVault vault = new MemoryVault();
    SavedAccount account =
        new SavedAccount(
            AccountId.random(),
            new ServerAddress("127.0.0.1", Integer.parseInt(args[0]), false),
            "ChatX",
            new UserSummary(new UserId(UUID.fromString(args[1])), "ada", "Ada"),
            false);
    vault.save(account.id(), new Secret(args[2], null, null));
    PrintStream say = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    RoomId room = new RoomId(UUID.fromString(args[4]));
    try (AccountStore store = Device.store(Path.of(args[3]));
        ClientSession session =
            ClientSession.open(account, vault, store, new Witness(), Clock.systemUTC())) {
      session.start();
      for (int number = Integer.parseInt(args[5]); ; number++) {
        while (store.outbox().size() > MOST_UNSENT) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        if (session.send(room, "message " + number).state() == OutboxState.QUEUED) {
          say.println(number);
        }
      }
    }
  }
}
