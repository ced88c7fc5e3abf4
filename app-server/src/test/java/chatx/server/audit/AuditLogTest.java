package chatx.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.audit.Verdict.How;
import chatx.server.audit.Verdict.Intact;
import chatx.server.audit.Verdict.Tampered;
import chatx.server.storage.Database;
import chatx.server.storage.StorageSettings;
import chatx.server.storage.TestDatabases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  private final AuditLog log = new AuditLog(Clock.fixed(NOON, ZoneOffset.UTC));
  private Database database;

  /** Where the log is kept; each test gets an empty one. */
  StorageSettings settings() {
    return TestDatabases.h2Memory();
  }

  @BeforeEach
  void open() {
    database = Database.open(settings());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsRecordedIsReadBackNewestFirst() {
    append(AuditEntry.of(AuditAction.SIGN_IN_FAILED).about("ann").from("10.0.0.1"));
    append(
        AuditEntry.of(AuditAction.ROLE_CHANGED)
            .by("u1")
            .about("u2")
            .from("::1")
            .with("role=moderator"));

    assertThat(list(AuditFilter.ALL))
        .containsExactly(
            new AuditRow(
                2,
                Instant.parse("2026-11-23T12:00:00.123456Z"),
                "u1",
                "role_changed",
                "u2",
                "::1",
                "role=moderator"),
            new AuditRow(
                1,
                Instant.parse("2026-11-23T12:00:00.123456Z"),
                null,
                "sign_in_failed",
                "ann",
                "10.0.0.1",
                null));
    assertThat(verify())
        .isInstanceOfSatisfying(
            Intact.class,
            v -> {
              assertThat(v.rows()).isEqualTo(2);
              assertThat(v.lastHash()).hasSize(64);
            });
  }

  @Test
  void anEmptyLogIsIntact() {
    assertThat(verify()).isEqualTo(new Intact(0, ""));
  }

  @Test
  void theListIsFilteredAndPaged() {
    for (int i = 1; i <= 6; i++) {
      append(
          AuditEntry.of(i % 2 == 0 ? AuditAction.SIGNED_IN : AuditAction.SIGNED_OUT)
              .by("u" + (i % 3)));
    }
    assertThat(ids(filter(Optional.of(AuditAction.SIGNED_IN), Optional.empty())))
        .containsExactly(6L, 4L, 2L);
    assertThat(ids(filter(Optional.empty(), Optional.of("u0")))).containsExactly(6L, 3L);
    assertThat(
            database.transactions().read(tx -> log.list(tx, AuditFilter.ALL, 5, 2)).stream()
                .map(AuditRow::id))
        .containsExactly(4L, 3L);
    AuditFilter later =
        new AuditFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOON.plusSeconds(1)),
            Optional.empty());
    assertThat(list(later)).isEmpty();
  }

  @Test
  void aRolledBackEntryLeavesNoTraceAndNoGap() {
    try (var tx = database.transactions().begin()) {
      log.append(tx, AuditEntry.of(AuditAction.SIGNED_IN));
    }
    append(AuditEntry.of(AuditAction.SIGNED_OUT));

    assertThat(ids(AuditFilter.ALL)).containsExactly(1L);
    assertThat(verify()).isInstanceOf(Intact.class);
  }

  @Test
  void manyAtOnceMakeOneChain() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String actor = "u" + i;
        all.add(threads.submit(() -> append(AuditEntry.of(AuditAction.SIGNED_IN).by(actor))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, v -> assertThat(v.rows()).isEqualTo(200));
  }

  @Test
  void anEditOfAnyFieldIsFoundAtItsRow() {
    fill(5);
    for (String change :
        List.of(
            "at = timestamp with time zone '2026-11-23 11:00:00+00'",
            "actor = null",
            "actor = ''",
            "action = 'signed_out'",
            "subject = 'x'",
            "address = 'x'",
            "detail = 'x'",
            "previous_hash = 'x'",
            "row_hash = 'x'")) {
      tamper("create table saved as select * from audit_log");
      tamper("update audit_log set " + change + " where id = 3");

      assertThat(verify()).as(change).isEqualTo(new Tampered(3, How.EDITED));

      tamper("delete from audit_log");
      tamper("insert into audit_log select * from saved");
      tamper("drop table saved");
      assertThat(verify()).isInstanceOf(Intact.class);
    }
  }

  @Test
  void anEditWithANewHashIsFoundAtTheEditedRowAndNotAtTheNext() {
    fill(5);
    AuditRow third = list(AuditFilter.ALL).get(2);
    String previous = "(select row_hash from audit_log where id = 2)";
    String hash =
        RowHash.of(
            hash(2), new AuditRow(3, third.at(), "mallory", third.action(), null, null, null));
    tamper(
        "update audit_log set actor = 'mallory', subject = null, address = null, detail = null,"
            + " row_hash = '"
            + hash
            + "', previous_hash = "
            + previous
            + " where id = 3");
    assertThat(verify()).isEqualTo(new Tampered(3, How.EDITED));
  }

  @Test
  void aRemovedRowIsFoundWhereverItWas() {
    for (int id : List.of(1, 3, 5)) {
      tamper("delete from audit_log");
      tamper("update audit_head set last_id = 0, last_hash = ''");
      fill(5);
      tamper("delete from audit_log where id = " + id);
      assertThat(verify()).isEqualTo(new Tampered(id, How.REMOVED));
    }
    tamper("delete from audit_log");
    assertThat(verify()).isEqualTo(new Tampered(1, How.REMOVED));
  }

  @Test
  void rowsThatChangedPlacesAreFound() {
    fill(5);
    tamper("update audit_log set id = 99 where id = 2");
    assertThat(verify()).isEqualTo(new Tampered(2, How.MOVED));
    tamper("update audit_log set id = 2 where id = 3");
    tamper("update audit_log set id = 3 where id = 99");
    assertThat(verify()).isEqualTo(new Tampered(2, How.MOVED));
  }

  @Test
  void aRowPastTheEndAndAMissingEndAreFound() {
    fill(2);
    tamper(
        "insert into audit_log select 3, at, actor, action, subject, address, detail, row_hash,"
            + " row_hash from audit_log where id = 2");
    assertThat(verify()).isEqualTo(new Tampered(3, How.ADDED));
    tamper("delete from audit_log where id = 3");
    assertThat(verify()).isInstanceOf(Intact.class);
    tamper("delete from audit_head");
    assertThat(verify()).isInstanceOf(Tampered.class);
  }

  @Test
  void aCutTailIsFoundEvenWhenTheHeadWasSetBackByNumberAlone() {
    fill(5);
    tamper("delete from audit_log where id = 5");
    tamper("update audit_head set last_id = 4");
    assertThat(verify()).isEqualTo(new Tampered(4, How.EDITED));
  }

  @Test
  void aLongLogIsWalkedInPages() {
    database
        .transactions()
        .commit(tx -> {
          IntStream.range(0, 2500)
              .forEach(i -> log.append(tx, AuditEntry.of(AuditAction.SIGNED_IN)));
          return true;
        });
    assertThat(verify())
        .isInstanceOfSatisfying(Intact.class, v -> assertThat(v.rows()).isEqualTo(2500));
  }

  @Test
  void hostileTextBecomesOneSafeLineThatFits() {
    append(
        AuditEntry.of(AuditAction.SIGN_IN_FAILED)
            .by("\n".repeat(100))
            .about("ann\r\n2026 fake entry\u001b[31m\u0000\u2028" + "x".repeat(500))
            .from("👋".repeat(60))
            .with("\ud83d"));

    AuditRow row = list(AuditFilter.ALL).getFirst();
    assertThat(row.subject()).startsWith("ann\\r\\n2026 fake entry\\u{1b}[31m\\u{0}\\u{2028}x");
    assertThat(row.detail()).isEqualTo("\\u{d83d}");
    assertThat(row.address()).endsWith("👋…").hasSizeLessThanOrEqualTo(64);
    assertThat(row.toString().codePoints()).noneMatch(Character::isISOControl);
    assertThat(verify()).isInstanceOf(Intact.class);
  }

  @Test
  void noTwoDifferentRowsEncodeAlike() {
    AuditRow one = new AuditRow(1, NOON, "ab", "c", null, null, null);
    AuditRow two = new AuditRow(1, NOON, "a", "bc", null, null, null);
    AuditRow three = new AuditRow(1, NOON, "ab", "c", "", null, null);
    assertThat(List.of(RowHash.of("", one), RowHash.of("", two), RowHash.of("", three)))
        .doesNotHaveDuplicates();
  }

  private void fill(int rows) {
    for (int i = 1; i <= rows; i++) {
      append(AuditEntry.of(AuditAction.SIGNED_IN).by("u" + i).about("s").from("a").with("d"));
    }
  }

  private String hash(long id) {
    return database
        .transactions()
        .read(tx ->
            String.valueOf(tx.sql().fetchValue("select row_hash from audit_log where id = " + id)));
  }

  private void append(AuditEntry entry) {
    database
        .transactions()
        .commit(tx -> {
          log.append(tx, entry);
          return true;
        });
  }

  private List<AuditRow> list(AuditFilter filter) {
    return database.transactions().read(tx -> log.list(tx, filter, Long.MAX_VALUE, 100));
  }

  private List<Long> ids(AuditFilter filter) {
    return list(filter).stream().map(AuditRow::id).toList();
  }

  private static AuditFilter filter(Optional<AuditAction> action, Optional<String> actor) {
    return new AuditFilter(action, actor, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Verdict verify() {
    return database.transactions().read(log::verify);
  }

  private void tamper(String statement) {
    database.transactions().commit(tx -> tx.sql().execute(statement));
  }
}
