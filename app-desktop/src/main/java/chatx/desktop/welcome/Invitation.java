package chatx.desktop.welcome;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.session.Trouble;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ServerInfo;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.trust.ServerKey;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds the server of an invite at one of its addresses. Blocks, for virtual threads. */
final class Invitation {
  /** An address is tried when the one before it has not answered for so long, in milliseconds. */
  private static final long STAGGER = 300;

  private final InviteLink link;
  private final BiFunction<ServerAddress, ServerTrust, ServerApi> servers;

  Invitation(InviteLink link, BiFunction<ServerAddress, ServerTrust, ServerApi> servers) {
    this.link = link;
    this.servers = servers;
  }

  /** What became of it. */
  sealed interface Found {
    /**
     * The server is there, and the invite holds.
     *
     * @param key by which it was known; null where an authority vouches for it, or nobody
     */
    record Server(
        ServerAddress address, ServerInfo info, @Nullable ServerKey key, InviteAnswer invite)
        implements Found {}

    /** The server does not take the invite. */
    record Refused(ProblemDetails problem) implements Found {}

    /** It was not reached. */
    record Failed(Trouble trouble, ServerAddress address) implements Found {}
  }

  /**
   * The first address that leads to the right server decides, in the order of the link where they
   * are equally fast. A server with another key is never asked for anything.
   */
  Found find() {
    BlockingQueue<Found> answers = new LinkedBlockingQueue<>();
    Executor threads = task -> Thread.ofVirtual().name("invitation").start(task);
    List<ServerAddress> addresses = ServerAddress.of(link);
    for (int i = 0; i < addresses.size(); i++) {
      ServerAddress address = addresses.get(i);
      Executor later =
          CompletableFuture.delayedExecutor(i * STAGGER, TimeUnit.MILLISECONDS, threads);
      later.execute(() -> answers.add(ask(address)));
    }
    Found worst = null;
    try {
      for (int i = 0; i < addresses.size(); i++) {
        Found found = answers.take();
        if (!(found instanceof Found.Failed failed)) {
          return found;
        }
        // That somebody else answers says more than that nobody does.
        if (worst == null || failed.trouble() == Trouble.DIFFERENT_SERVER) {
          worst = found;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return worst == null ? new Found.Failed(Trouble.TIMED_OUT, addresses.getFirst()) : worst;
  }

  private Found ask(ServerAddress address) {
    ServerTrust trust = ServerTrust.of(link.key());
    ServerApi api = servers.apply(address, trust);
    return switch (api.server()) {
      case Answer.Failed<ServerInfo>(Trouble trouble) -> new Found.Failed(trouble, address);
      case Answer.Refused<ServerInfo>(ProblemDetails problem) -> new Found.Refused(problem);
      case Answer.Given<ServerInfo>(ServerInfo info) ->
          switch (api.lookAt(link.token())) {
            case Answer.Failed<InviteAnswer>(Trouble trouble) -> new Found.Failed(trouble, address);
            case Answer.Refused<InviteAnswer>(ProblemDetails problem) -> new Found.Refused(problem);
            case Answer.Given<InviteAnswer>(InviteAnswer invite) ->
                new Found.Server(address, info, trust.relied().orElse(null), invite);
          };
    };
  }
}
