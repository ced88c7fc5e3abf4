package chatx.server.command;

import chatx.protocol.RoomCommand;
import chatx.protocol.ServerReply;
import chatx.server.room.RoomTransaction;

/** Carries out one kind of room command, alone with its room and in a transaction. */
public interface RoomCommandHandler<C extends RoomCommand> {
  Class<C> command();

  Access access();

  /**
   * Refuses before it changes anything, since others share the transaction. It may be run again, so
   * it acts on the room alone. An expected refusal is a Problem.
   */
  ServerReply handle(RoomTransaction room, Caller caller, C command);
}
