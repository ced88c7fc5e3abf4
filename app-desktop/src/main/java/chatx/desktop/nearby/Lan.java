package chatx.desktop.nearby;

import chatx.lan.FoundServer;
import chatx.lan.KnownServer;
import chatx.lan.LanFinder;
import chatx.lan.NetworkCheck;
import chatx.lan.NetworkFinding;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local network as the app sees it; tests give their own. Any thread. */
public interface Lan {
  /** A search that goes on until it is closed. */
  interface Looking extends AutoCloseable {
    /** Asks every address; blocks for some seconds. */
    void scan();

    @Override
    void close();
  }

  /**
   * Looks for servers.
   *
   * @param known from before; asked for each time they are tried
   * @param listener told of all that are there whenever that changes, on a thread of the search
   */
  Looking look(Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener);

  /**
   * What keeps people from finding each other; blocks for some seconds.
   *
   * @param port of the server on this computer, where there is one
   */
  List<NetworkFinding> examine(OptionalInt port);

  /** The one that this computer is on. */
  static Lan present(Clock clock) {
    return new Lan() {
      @Override
      public Looking look(Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener) {
        try {
          LanFinder finder = LanFinder.start(known, listener, clock);
          return new Looking() {
            @Override
            public void scan() {
              finder.scan();
            }

            @Override
            public void close() {
              finder.close();
            }
          };
        } catch (IOException e) {
          Logger log = LoggerFactory.getLogger(Lan.class);
          log.warn("no search on the local network: {}", e.toString());
          return NOT_LOOKING;
        }
      }

      @Override
      public List<NetworkFinding> examine(OptionalInt port) {
        return NetworkCheck.examine(port, clock);
      }
    };
  }

  /** Where nobody is. */
  static Lan deserted() {
    return new Lan() {
      @Override
      public Looking look(Supplier<List<KnownServer>> known, Consumer<List<FoundServer>> listener) {
        return NOT_LOOKING;
      }

      @Override
      public List<NetworkFinding> examine(OptionalInt port) {
        return List.of(new NetworkFinding.NoNetwork(List.of()));
      }
    };
  }

  /** Finds nothing. */
  Looking NOT_LOOKING =
      new Looking() {
        @Override
        public void scan() {}

        @Override
        public void close() {}
      };
}
