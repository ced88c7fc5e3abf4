package chatx.desktop.session;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How sockets are opened; the only place that knows the WebSocket library behind it. */
interface Transport {
  /**
   * Opens a socket; blocks until it is open.
   *
   * @throws NotOpenedException when it is not, and says what it was
   */
  Link open(URI address, Receiver receiver) throws NotOpenedException;

  /** An open socket. Any thread. */
  interface Link {
    /** Whether the other side speaks this program's protocol. */
    boolean speaksProtocol();

    /** Never blocks; what cannot be sent ends in {@link Receiver#closed}. */
    void send(String text);

    /** Says goodbye and closes. */
    void close();
  }

  /** Hears what comes, one call at a time, until {@code closed}, which comes once. */
  interface Receiver {
    /** May block, to slow the other side down. */
    void text(String text);

    /**
     * @param code the close code; 1006 where there was none
     */
    void closed(int code);
  }

  /** The socket was refused, or could not be reached. */
  final class NotOpenedException extends Exception {
    private final @Nullable Duration comeLater;

    /**
     * @param comeLater how long the server asks to wait; null where it asks nothing
     */
    NotOpenedException(@Nullable Duration comeLater, @Nullable Throwable cause) {
      super("The socket did not open.", cause);
      this.comeLater = comeLater;
    }

    @Nullable Duration comeLater() {
      return comeLater;
    }
  }
}
