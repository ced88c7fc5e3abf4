package chatx.server.command;

import chatx.protocol.ClientCommand;
import chatx.protocol.Problem;
import org.jspecify.annotations.Nullable;

/** Rate limits as the dispatcher sees them. Called on read threads; never blocks. */
public interface CommandGate {
  /** Null lets the command pass. */
  @Nullable Problem refusal(Caller caller, ClientCommand command);
}
