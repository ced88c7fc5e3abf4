package chatx.server.command;

import chatx.protocol.CloseReason;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.server.room.Subscriber;
import org.jspecify.annotations.Nullable;

/** One connection as commands see it. Thread-safe; no method blocks. */
public interface Caller extends Subscriber {
  /** Null before the sign-in. */
  @Nullable Identity identity();

  /** Who is signed in; a command that got past its {@link Access} may rely on it. */
  Identity me();

  /** A number that no other connection of this server has. */
  long connection();

  /** The network address, for limits and the audit log. */
  String address();

  /** False once the connection is closed: what still waits for it is not carried out. */
  boolean isOpen();

  /** Makes the connection speak for somebody. */
  void signIn(Identity identity);

  /** Answers a command. */
  void reply(long requestId, ServerReply reply);

  void send(SessionEvent event);

  /**
   * Keeps events back until the command at hand is answered, so that the answer, which says from
   * where events go on, arrives before them.
   */
  void holdEventsUntilReply();

  /** Lets go what was held; called when the answer was sent. */
  void releaseEvents();

  void close(CloseReason reason);
}
