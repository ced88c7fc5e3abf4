package chatx.server.bench;

import chatx.protocol.ClientKey;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.codec.FrameCodec;
import chatx.server.storage.Ids;
import chatx.server.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;

/**
 * Accounts, sessions, rooms, members and messages, written straight into the tables: what thousands
 * of registrations would leave there, without their bcrypt. Blocking; one thread.
 */
final class SeedStore {
  /** Of nobody's password: it is never asked for. */
  private static final String HASH = "$2a$12$" + "x".repeat(53);

  private static final int BATCH = 1_000;

  /** Places in a message that differ from one to the next. */
  private static final UUID VARIES = new UUID(0, 0);

  private static final String BODY = "A message of the past, as long as most are, number ";

  private final Tx tx;
  private final OffsetDateTime now;

  SeedStore(Tx tx, Instant now) {
    this.tx = tx;
    this.now = now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** One who can sign in with this refresh token. */
  record Seeded(UserSummary user, UUID session, String refreshToken) {}

  /** Something that binds the values of one row. */
  private interface Binder<T> {
    void bind(PreparedStatement row, T value) throws SQLException;
  }

  void insertUsers(List<Seeded> users) {
    batch(
        "insert into users (id, name, name_key, display_name, password_hash, created_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        users,
        (row, seeded) -> {
          row.setObject(1, seeded.user().id().value());
          row.setString(2, seeded.user().name());
          row.setString(3, seeded.user().name());
          row.setString(4, seeded.user().displayName());
          row.setString(5, HASH);
          row.setObject(6, now);
        });
    batch(
        "insert into login_sessions (id, user_id, created_at, last_used_at, expires_at, device,"
            + " address) values (?, ?, ?, ?, ?, 'bench', '127.0.0.1')",
        users,
        (row, seeded) -> {
          row.setObject(1, seeded.session());
          row.setObject(2, seeded.user().id().value());
          row.setObject(3, now);
          row.setObject(4, now);
          row.setObject(5, now.plusDays(1));
        });
    batch(
        "insert into refresh_tokens (token_hash, session_id, issued_at, expires_at)"
            + " values (?, ?, ?, ?)",
        users,
        (row, seeded) -> {
          row.setBytes(1, sha256(seeded.refreshToken()));
          row.setObject(2, seeded.session());
          row.setObject(3, now);
          row.setObject(4, now.plusDays(1));
        });
  }

  /** A room of these members, the first of whom owns it. */
  void insertRoom(UUID room, String name, List<Seeded> members) {
    batch(
        "insert into rooms (id, name, name_key, topic, created_at, created_by, last_seq)"
            + " values (?, ?, ?, '', ?, ?, 0)",
        List.of(members.getFirst()),
        (row, owner) -> {
          row.setObject(1, room);
          row.setString(2, name);
          row.setString(3, name);
          row.setObject(4, now);
          row.setObject(5, owner.user().id().value());
        });
    batch(
        "insert into room_members (room_id, user_id, role, joined_at) values (?, ?, ?, ?)",
        members,
        (row, member) -> {
          row.setObject(1, room);
          row.setObject(2, member.user().id().value());
          row.setString(3, member.equals(members.getFirst()) ? "OWNER" : "MEMBER");
          row.setObject(4, now);
        });
  }

  /** Messages with these numbers, made inside the database, and the room's last number. */
  void insertMessages(UUID room, UserSummary author, long first, long last) {
    String data =
        new FrameCodec()
            .encodeData(
                new MessagePosted(new MessageId(VARIES), author, new ClientKey(VARIES), BODY));
    String[] parts = data.split(Pattern.quote(VARIES.toString()), -1);
    // Ids of a common shape: the room's own beginning and the number, in digits that are also hex.
    String head = room.toString().substring(0, 24);
    String id = "'%s' || lpad(cast(s.x as varchar), 12, '0')".formatted(head);
    String end = parts[2];
    int bodyEnd = end.lastIndexOf(BODY) + BODY.length();
    String series =
        tx.sql().family() == SQLDialect.H2
            ? "system_range(%d, %d) s(x)".formatted(first, last)
            : "generate_series(%dcast, %dcast) s(x)"
                .replace("cast", "::bigint")
                .formatted(first, last);
    tx.sql()
        .connection(connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  ("insert into room_events (room_id, seq, at, type, kind, author_id, data,"
                          + " message_id, client_key, body) select cast(? as uuid), s.x,"
                          + " cast(? as timestamp with time zone), 'message.posted', 'MESSAGE',"
                          + " cast(? as uuid), cast(? as text) || %1$s || cast(? as text) || %1$s"
                          + " || cast(? as text) || cast(s.x as varchar) || cast(? as text),"
                          + " cast(%1$s as uuid), cast(%1$s as uuid),"
                          + " cast(? as text) || cast(s.x as varchar) from %2$s")
                      .formatted(id, series))) {
            insert.setObject(1, room);
            insert.setObject(2, now);
            insert.setObject(3, author.id().value());
            insert.setString(4, parts[0]);
            insert.setString(5, parts[1]);
            insert.setString(6, end.substring(0, bodyEnd));
            insert.setString(7, end.substring(bodyEnd));
            insert.setString(8, BODY);
            insert.executeUpdate();
          }
          try (PreparedStatement update =
              connection.prepareStatement("update rooms set last_seq = ? where id = ?")) {
            update.setLong(1, last);
            update.setObject(2, room);
            update.executeUpdate();
          }
        });
  }

  private <T> void batch(String sql, List<T> values, Binder<T> binder) {
    tx.sql()
        .connection(connection -> {
          for (int from = 0; from < values.size(); from += BATCH) {
            execute(
                connection,
                sql,
                values.subList(from, Math.min(values.size(), from + BATCH)),
                binder);
          }
        });
  }

  private static <T> void execute(
      Connection connection, String sql, List<T> values, Binder<T> binder) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T value : values) {
        binder.bind(statement, value);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static List<Seeded> people(int count, String tag, Tokens tokens) {
    List<Seeded> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = "member-%s-%05d".formatted(tag, i);
      people.add(
          new Seeded(
              new UserSummary(new UserId(Ids.next()), name, name), Ids.next(), tokens.next()));
    }
    return people;
  }

  /** Where refresh tokens come from. */
  interface Tokens {
    String next();
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
