package chatx.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CloseReason;
import chatx.protocol.Ping;
import chatx.protocol.Problem;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.UserId;
import chatx.server.audit.AuditLog;
import chatx.server.audit.LimitHits;
import chatx.server.command.Caller;
import chatx.server.command.Identity;
import chatx.server.frame.EncodedFrame;
import chatx.server.limit.Limit;
import chatx.server.limit.LimitKind;
import chatx.server.limit.LimitSettings;
import chatx.server.limit.RateLimits;
import chatx.server.storage.Database;
import chatx.server.storage.TestDatabases;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandLimitsTest {

  @Test
  void guestsOfOneIpv6NetworkAreCountedTogether() {
    try (Database database = Database.open(TestDatabases.h2Memory())) {
      Clock clock = Clock.systemUTC();
      CommandLimits limits =
          new CommandLimits(
              new RateLimits(
                  LimitSettings.standard()
                      .with(LimitKind.REQUESTS_PER_ADDRESS, new Limit(1, 1, Duration.ofHours(1))),
                  System::nanoTime),
              new LimitHits(clock),
              new AuditLog(clock),
              database.transactions());
      assertThat(limits.refusal(new Guest(1, "2001:db8:0:1::1"), new Ping())).isNull();
      assertThat(limits.refusal(new Guest(2, "2001:db8:0:1:ffff::2"), new Ping()))
          .isInstanceOf(Problem.class);
      assertThat(limits.refusal(new Guest(3, "2001:db8:0:2::1"), new Ping())).isNull();
    }
  }

  /** A connection that has not signed in. */
  private record Guest(long connection, String address) implements Caller {
    @Override
    public @Nullable Identity identity() {
      return null;
    }

    @Override
    public Identity me() {
      throw new IllegalStateException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void signIn(Identity who) {}

    @Override
    public void reply(long requestId, ServerReply reply) {}

    @Override
    public void send(SessionEvent event) {}

    @Override
    public void holdEventsUntilReply() {}

    @Override
    public void releaseEvents() {}

    @Override
    public void close(CloseReason reason) {}

    @Override
    public UserId user() {
      throw new IllegalStateException();
    }

    @Override
    public void offer(EncodedFrame frame) {}

    @Override
    public boolean attached(RoomId room) {
      return true;
    }

    @Override
    public void detached(RoomId room) {}
  }
}
