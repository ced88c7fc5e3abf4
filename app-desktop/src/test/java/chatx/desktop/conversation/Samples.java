package chatx.desktop.conversation;

import chatx.desktop.model.Block;
import chatx.desktop.model.Delivery;
import chatx.desktop.model.MessageBody;
import chatx.desktop.model.Span;
import chatx.desktop.model.TimelineRow;
import chatx.protocol.ClientKey;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rows as the model makes them. */
final class Samples {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final Clock CLOCK = Clock.fixed(START.plusSeconds(7200), ZoneOffset.UTC);
  static final UserSummary ADA = user("ada", "Ada Lovelace");
  static final UserSummary BOB = user("bob", "Bob");

  private Samples() {}

  static UserSummary user(String name, String displayName) {
    return new UserSummary(
        new UserId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
        name,
        displayName);
  }

  static MessageBody plain(String text) {
    var spans = new ArrayList<Span>();
    for (String line : text.split("\n", -1)) {
      if (!spans.isEmpty()) {
        spans.add(new Span.LineBreak());
      }
      spans.add(new Span.Text(line));
    }
    return new MessageBody(text, List.of(new Block.Paragraph(spans)), false, false);
  }

  static TimelineRow.Message message(long seq, UserSummary author, String text) {
    return message(seq, author, plain(text), true);
  }

  static TimelineRow.Message message(
      long seq, UserSummary author, MessageBody body, boolean first) {
    return new TimelineRow.Message(
        seq,
        author,
        START.plusSeconds(seq * 60),
        body,
        first,
        author.equals(ADA),
        body.mentionsMe(),
        Delivery.SENT,
        key(seq),
        null);
  }

  static ClientKey key(long seq) {
    return new ClientKey(new UUID(1, seq));
  }

  /** Messages of one to about nine lines. */
  static List<TimelineRow> messages(long from, long to) {
    var rows = new ArrayList<TimelineRow>();
    for (long seq = from; seq < to; seq++) {
      rows.add(message(seq, seq % 3 == 0 ? BOB : ADA, "row " + seq + " " + words(seq)));
    }
    return rows;
  }

  private static String words(long seq) {
    return "word ".repeat((int) (seq * 31 % 67)).strip();
  }
}
