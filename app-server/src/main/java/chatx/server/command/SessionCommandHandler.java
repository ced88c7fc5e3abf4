package chatx.server.command;

import chatx.protocol.ServerReply;
import chatx.protocol.SessionCommand;

/** Carries out one kind of session command, on a virtual thread of its caller; may block. */
public interface SessionCommandHandler<C extends SessionCommand> {
  Class<C> command();

  Access access();

  /** An expected refusal is a Problem; an exception is a bug or broken storage. */
  ServerReply handle(Caller caller, C command);
}
