package chatx.server.bench.torture;

import chatx.protocol.ClientKey;
import chatx.protocol.MessageAccepted;
import chatx.protocol.RoomId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to one message, as its sender and its readers know it. Any thread. */
final class MessageTrail {
  /** How something happened to it. */
  enum Step {
    SENT(0, "sent by"),
    ACCEPTED(1, "accepted, heard by"),
    PUT_OFF(2, "to be tried again, heard by"),
    TOLD(3, "told live to"),
    CAUGHT_UP(4, "told while catching up to");

    private final int code;
    private final String text;

    Step(int code, String text) {
      this.code = code;
      this.text = text;
    }
  }

  private static final Step[] STEPS = Step.values();
  private static final int CLIENT_BITS = 20;
  private static final int STEP_BITS = 4;

  private final ClientKey key;
  private final RoomId room;
  private final String body;

  // Guarded by this. Many messages, and each with many readers: hence packed.
  private long[] steps = new long[4];
  private int count;
  private final List<MessageAccepted> answers = new ArrayList<>(1);
  private long seenAt;

  MessageTrail(ClientKey key, RoomId room, String body) {
    this.key = key;
    this.room = room;
    this.body = body;
  }

  ClientKey key() {
    return key;
  }

  RoomId room() {
    return room;
  }

  String body() {
    return body;
  }

  synchronized void add(Step step, int client, long millis) {
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
    }
    steps[count++] = (millis << CLIENT_BITS | client) << STEP_BITS | step.code;
  }

  /** The first answer when this is another one, otherwise null. */
  synchronized @Nullable MessageAccepted answer(MessageAccepted answer) {
    if (answers.isEmpty()) {
      answers.add(answer);
      return null;
    }
    MessageAccepted first = answers.getFirst();
    if (first.equals(answer)) {
      return null;
    }
    answers.add(answer);
    return first;
  }

  /** The first answer, if there was one. */
  synchronized @Nullable MessageAccepted answer() {
    return answers.isEmpty() ? null : answers.getFirst();
  }

  /** The other number under which somebody saw it, otherwise 0. */
  synchronized long seen(long seq) {
    if (seenAt == 0) {
      seenAt = seq;
    }
    return seenAt == seq ? 0 : seenAt;
  }

  /** One line each, in the order in which they were noted. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("message " + key + " for room " + room + ": " + body);
    for (int i = 0; i < count; i++) {
      long code = steps[i] & (1 << STEP_BITS) - 1;
      Step step =
          Arrays.stream(STEPS).filter(known -> known.code == code).findFirst().orElseThrow();
      long client = steps[i] >> STEP_BITS & (1 << CLIENT_BITS) - 1;
      long millis = steps[i] >> (STEP_BITS + CLIENT_BITS);
      lines.add("%,9d ms %s client %d".formatted(millis, step.text, client));
    }
    for (MessageAccepted answer : answers) {
      lines.add("answer: " + answer);
    }
    return lines;
  }
}
