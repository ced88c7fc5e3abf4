package chatx.server.command;

import chatx.protocol.CommandFrame;
import chatx.protocol.Problem;
import chatx.protocol.RoomCommand;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionCommand;
import chatx.server.mailbox.Mailbox;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomTask;
import chatx.server.room.RoomTransaction;
import java.util.UUID;

/** Takes commands from connections to where their type says they run. Never blocks; any thread. */
public final class CommandDispatcher {
  private final CommandRegistry registry;
  private final RoomDirectory rooms;
  private final CommandGate gate;

  public CommandDispatcher(CommandRegistry registry, RoomDirectory rooms, CommandGate gate) {
    this.registry = registry;
    this.rooms = rooms;
    this.gate = gate;
  }

  /**
   * @param mailbox the caller's own, for its session commands
   */
  public void dispatch(Caller caller, Mailbox<Runnable> mailbox, CommandFrame frame) {
    Problem refusal = gate.refusal(caller, frame.command());
    if (refusal != null) {
      caller.reply(frame.id(), refusal);
      return;
    }
    boolean taken =
        switch (frame.command()) {
          case RoomCommand command -> dispatch(caller, frame.id(), command);
          case SessionCommand command -> dispatch(caller, mailbox, frame.id(), command);
        };
    if (!taken) {
      caller.reply(frame.id(), Problems.busy());
    }
  }

  private boolean dispatch(
      Caller caller, Mailbox<Runnable> mailbox, long requestId, SessionCommand command) {
    return mailbox.offer(() -> run(caller, requestId, command)) == Mailbox.Offer.ACCEPTED;
  }

  private <C extends SessionCommand> void run(Caller caller, long requestId, C command) {
    if (!caller.isOpen()) {
      return;
    }
    ServerReply reply;
    try {
      SessionCommandHandler<C> handler = registry.handlerOf(command);
      reply =
          handler.access() != Access.ANYONE && caller.identity() == null
              ? Problems.notSignedIn()
              : handler.handle(caller, command);
    } catch (RuntimeException e) {
      reply = Problems.failure(e, newRef());
    }
    caller.reply(requestId, reply);
    caller.releaseEvents();
  }

  private <C extends RoomCommand> boolean dispatch(Caller caller, long requestId, C command) {
    if (caller.identity() == null) {
      caller.reply(requestId, Problems.notSignedIn());
      return true;
    }
    return rooms.submit(
        command.room(), new CommandTask<>(caller, requestId, command, registry.handlerOf(command)));
  }

  private static String newRef() {
    return UUID.randomUUID().toString();
  }

  private record CommandTask<C extends RoomCommand>(
      Caller caller, long requestId, C command, RoomCommandHandler<C> handler) implements RoomTask {
    @Override
    public void run(RoomTransaction room) {
      if (!caller.isOpen()) {
        return;
      }
      Problem refusal = RoomAccess.refusal(room.state(), caller, handler.access());
      ServerReply reply = refusal != null ? refusal : handler.handle(room, caller, command);
      room.afterCommit(() -> caller.reply(requestId, reply));
    }

    @Override
    public void absent() {
      caller.reply(requestId, Problems.noSuchRoom());
    }

    @Override
    public void failed(RuntimeException cause) {
      caller.reply(requestId, Problems.failure(cause, newRef()));
    }
  }
}
