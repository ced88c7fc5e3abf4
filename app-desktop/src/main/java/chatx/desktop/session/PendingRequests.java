package chatx.desktop.session;

import chatx.protocol.ClientCommand;
import chatx.protocol.CommandFrame;
import chatx.protocol.Limits;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerReply;
import chatx.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commands that wait for their answers, by number. On the session's thread only. */
final class PendingRequests {
  /** A server answers everything; one that does not shall not leave anybody waiting for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<Long, Request> waiting = new LinkedHashMap<>();
  private long lastId;

  private record Request(Consumer<ServerReply> answer, long sentNanos) {}

  static Problem unavailable() {
    return new Problem(
        ProblemCode.UNAVAILABLE, "There is no connection to the server.", null, null, null);
  }

  /**
   * Takes a command in.
   *
   * @return its text; null when it is too large for the server, which was answered already
   */
  @Nullable String add(
      FrameCodec codec,
      ClientCommand command,
      @Nullable ServerInfo server,
      Consumer<ServerReply> answer) {
    long id = ++lastId;
    byte[] frame = codec.encode(new CommandFrame(id, command));
    if ((server != null && frame.length > server.maxFrameBytes())
        || (command instanceof SendMessage message
            && message.body().length() > Limits.COMMAND_TEXT)) {
      answer.accept(
          new Problem(
              ProblemCode.TOO_LONG,
              "That is more than the server takes at once.",
              null,
              null,
              null));
      return null;
    }
    waiting.put(id, new Request(answer, System.nanoTime()));
    return new String(frame, StandardCharsets.UTF_8);
  }

  void answer(long id, ServerReply reply) {
    Request request = waiting.remove(id);
    if (request != null) {
      request.answer().accept(reply);
    }
  }

  void answerAll(ServerReply reply) {
    List<Request> all = new ArrayList<>(waiting.values());
    waiting.clear();
    all.forEach(request -> request.answer().accept(reply));
  }

  /** Answers what has waited for too long. */
  void expire() {
    long now = System.nanoTime();
    List<Request> late = new ArrayList<>();
    for (Iterator<Request> all = waiting.values().iterator(); all.hasNext(); ) {
      Request request = all.next();
      if (now - request.sentNanos() < PATIENCE.toNanos()) {
        break;
      }
      late.add(request);
      all.remove();
    }
    Problem problem =
        new Problem(
            ProblemCode.UNAVAILABLE, "The server did not answer in time.", null, null, null);
    late.forEach(request -> request.answer().accept(problem));
  }
}
