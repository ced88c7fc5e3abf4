package chatx.server.command;

import chatx.protocol.ClientCommand;
import chatx.protocol.RoomCommand;
import chatx.protocol.SessionCommand;
import chatx.protocol.codec.WireNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which handler carries out which command: one for each of the protocol. Immutable. */
public final class CommandRegistry {
  private final Map<Class<?>, SessionCommandHandler<?>> session = new HashMap<>();
  private final Map<Class<?>, RoomCommandHandler<?>> room = new HashMap<>();

  /**
   * @throws IllegalStateException when a command of the protocol has no handler, or two
   */
  public CommandRegistry(
      List<SessionCommandHandler<?>> sessionHandlers, List<RoomCommandHandler<?>> roomHandlers) {
    sessionHandlers.forEach(handler -> add(session, handler.command(), handler));
    roomHandlers.forEach(handler -> add(room, handler.command(), handler));
    for (Class<? extends ClientCommand> command : WireNames.of(ClientCommand.class).types()) {
      if (!session.containsKey(command) && !room.containsKey(command)) {
        throw new IllegalStateException("no handler for " + command.getName());
      }
    }
  }

  /** Who may give a command. */
  public Access access(Class<? extends ClientCommand> command) {
    RoomCommandHandler<?> handler = room.get(command);
    return handler != null
        ? handler.access()
        : Objects.requireNonNull(session.get(command)).access();
  }

  @SuppressWarnings("unchecked") // a handler is registered under the class of its own commands
  <C extends SessionCommand> SessionCommandHandler<C> handlerOf(C command) {
    return (SessionCommandHandler<C>) Objects.requireNonNull(session.get(command.getClass()));
  }

  @SuppressWarnings("unchecked") // as above
  <C extends RoomCommand> RoomCommandHandler<C> handlerOf(C command) {
    return (RoomCommandHandler<C>) Objects.requireNonNull(room.get(command.getClass()));
  }

  private static <H> void add(Map<Class<?>, H> handlers, Class<?> command, H handler) {
    if (handlers.put(command, handler) != null) {
      throw new IllegalStateException("two handlers for " + command.getName());
    }
  }
}
