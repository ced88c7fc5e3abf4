package chatx.desktop.model;

import chatx.desktop.session.ClientKeys;
import chatx.desktop.storage.OutboxEntry;
import chatx.desktop.storage.OutboxState;
import chatx.protocol.ClientCommand;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a model asks of its connection, if there is one. Answers wait their turn behind all that the
 * session told before them. FX thread only.
 */
final class Requests implements Asking {
  private final Relay relay;
  private final Executor disk;
  private @Nullable ServerLink link;

  /**
   * @param disk for calls that block, in order
   */
  Requests(Relay relay, Executor disk) {
    this.relay = relay;
    this.disk = disk;
  }

  void attach(ServerLink newLink) {
    link = newLink;
  }

  void detach() {
    link = null;
  }

  @Override
  public <R extends ServerReply> CompletableFuture<Outcome<R>> ask(
      ClientCommand command, Class<R> reply) {
    ServerLink present = link;
    if (present == null) {
      return CompletableFuture.completedFuture(new Outcome.Refused<>(notConnected()));
    }
    CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();
    var _ =
        present
            .request(command)
            .thenAccept(answer -> relay.passNow(() -> outcome.complete(outcome(answer, reply))));
    return outcome;
  }

  CompletableFuture<OutboxEntry> send(RoomId room, String body) {
    CompletableFuture<OutboxEntry> sent = new CompletableFuture<>();
    if (link == null) {
      sent.complete(
          new OutboxEntry(
              ClientKeys.next(), room, body, Instant.EPOCH, OutboxState.FAILED, notConnected()));
    }
    withLink(present -> {
      OutboxEntry entry = present.send(room, body);
      relay.passNow(() -> sent.complete(entry));
    });
    return sent;
  }

  /** In the background, where there is a link. */
  void withLink(Consumer<ServerLink> action) {
    ServerLink present = link;
    if (present != null) {
      disk.execute(() -> action.accept(present));
    }
  }

  private static <R extends ServerReply> Outcome<R> outcome(ServerReply answer, Class<R> reply) {
    if (reply.isInstance(answer)) {
      return new Outcome.Done<>(reply.cast(answer));
    }
    return new Outcome.Refused<>(
        answer instanceof Problem problem
            ? problem
            : new Problem(
                ProblemCode.INTERNAL, "The server gave an unexpected answer.", null, null, null));
  }

  private static Problem notConnected() {
    return new Problem(ProblemCode.UNAVAILABLE, "There is no connection.", null, null, null);
  }
}
