package chatx.desktop.storage;

import chatx.protocol.ClientKey;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How outbox entries and marks are written. */
final class StoredEntry {
  private StoredEntry() {}

  static String write(OutboxEntry entry) {
    ObjectNode out =
        StoredJson.object()
            .put("key", entry.key().toString())
            .put("room", entry.room().toString())
            .put("body", entry.body())
            .put("writtenAt", entry.writtenAt().toString())
            .put("failed", entry.state() == OutboxState.FAILED);
    Problem problem = entry.problem();
    if (problem != null) {
      out.putObject("problem")
          .put("code", problem.code().wireName())
          .put("message", problem.message())
          .put("field", problem.field())
          .put("retryAfterMs", problem.retryAfterMs())
          .put("ref", problem.ref());
    }
    return StoredJson.text(out);
  }

  /** What was on its way waits again: whether it arrived is not known, and the key protects it. */
  static OutboxEntry entry(String text) throws StoreFailure {
    JsonNode in = parse(text);
    try {
      boolean failed = in.path("failed").asBoolean(false);
      return new OutboxEntry(
          new ClientKey(UUID.fromString(in.path("key").asString())),
          new RoomId(UUID.fromString(in.path("room").asString())),
          in.path("body").asString(),
          Instant.parse(in.path("writtenAt").asString()),
          failed ? OutboxState.FAILED : OutboxState.QUEUED,
          in.has("problem") ? problem(in.path("problem")) : null);
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw new StoreFailure(StoreFailure.Kind.DAMAGED, "an outbox entry", notOurs);
    }
  }

  static String write(RoomMarks marks) {
    return StoredJson.text(
        StoredJson.object()
            .put("read", marks.readSeq())
            .put("favourite", marks.favourite())
            .put("muted", marks.muted()));
  }

  static RoomMarks marks(String text) throws StoreFailure {
    JsonNode in = parse(text);
    return new RoomMarks(
        in.path("read").asLong(0),
        in.path("favourite").asBoolean(false),
        in.path("muted").asBoolean(false));
  }

  static RoomId room(String text) throws StoreFailure {
    try {
      return new RoomId(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      throw new StoreFailure(StoreFailure.Kind.DAMAGED, "a room's id", notOurs);
    }
  }

  private static JsonNode parse(String text) throws StoreFailure {
    return StoredJson.parse(text)
        .orElseThrow(() -> new StoreFailure(StoreFailure.Kind.DAMAGED, "not what was written"));
  }

  private static Problem problem(JsonNode in) {
    ProblemCode code = ProblemCode.INTERNAL;
    for (ProblemCode each : ProblemCode.values()) {
      if (each.wireName().equals(in.path("code").asString(""))) {
        code = each;
      }
    }
    JsonNode wait = in.path("retryAfterMs");
    return new Problem(
        code,
        in.path("message").asString(""),
        textOrNull(in.path("field")),
        wait.isNumber() ? wait.asLong() : null,
        textOrNull(in.path("ref")));
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isString() ? value.stringValue() : null;
  }
}
