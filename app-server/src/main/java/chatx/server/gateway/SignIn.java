package chatx.server.gateway;

import chatx.protocol.CloseReason;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.Identity;
import java.util.function.BooleanSupplier;

/** Makes a connection speak for somebody. */
final class SignIn {
  private SignIn() {}

  /**
   * @param stillValid asked once more when the connection can be found by whoever ends the session,
   *     so that a sign-out in between is not missed
   */
  static void accept(
      Caller caller, Identity who, ConnectionDirectory connections, BooleanSupplier stillValid) {
    caller.signIn(who);
    connections.add(caller);
    if (!caller.isOpen()) {
      connections.remove(caller);
    } else if (!stillValid.getAsBoolean()) {
      caller.close(CloseReason.SESSION_ENDED);
    }
  }
}
