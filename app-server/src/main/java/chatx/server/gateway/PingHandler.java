package chatx.server.gateway;

import chatx.protocol.Ping;
import chatx.protocol.Pong;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import java.time.Clock;

/** Answers pings. */
public final class PingHandler implements SessionCommandHandler<Ping> {
  private final Clock clock;

  public PingHandler(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Class<Ping> command() {
    return Ping.class;
  }

  @Override
  public Access access() {
    return Access.ANYONE;
  }

  @Override
  public ServerReply handle(Caller caller, Ping command) {
    return new Pong(clock.instant());
  }
}
