package chatx.server.audit;

import chatx.server.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, to be recorded. Text is made one safe line and cut to what a column
 * holds; secrets and message text do not belong in any field.
 *
 * @param actor who did it: a user's id, {@code console} or {@code system}; absent when nobody is
 *     known, as in a failed sign-in
 * @param subject whom or what it was done to, an id or a name
 * @param address where it came from
 * @param detail what else matters, a few words or {@code key=value}
 */
public record AuditEntry(
    AuditAction action,
    @Nullable String actor,
    @Nullable String subject,
    @Nullable String address,
    @Nullable String detail) {

  /** The actor of what is done on the server's own command line. */
  public static final String CONSOLE = "console";

  /** The actor of what the server does by itself. */
  public static final String SYSTEM = "system";

  private static final int ACTOR = 64;
  private static final int SUBJECT = 200;
  private static final int ADDRESS = 64;
  private static final int DETAIL = 1000;

  public AuditEntry {
    actor = OneLine.ofNullable(actor, ACTOR);
    subject = OneLine.ofNullable(subject, SUBJECT);
    address = OneLine.ofNullable(address, ADDRESS);
    detail = OneLine.ofNullable(detail, DETAIL);
  }

  /** An entry with nothing but its action; the methods below give copies with more. */
  public static AuditEntry of(AuditAction action) {
    return new AuditEntry(action, null, null, null, null);
  }

  public AuditEntry by(@Nullable String actor) {
    return new AuditEntry(action, actor, subject, address, detail);
  }

  public AuditEntry about(@Nullable String subject) {
    return new AuditEntry(action, actor, subject, address, detail);
  }

  public AuditEntry from(@Nullable String address) {
    return new AuditEntry(action, actor, subject, address, detail);
  }

  public AuditEntry with(@Nullable String detail) {
    return new AuditEntry(action, actor, subject, address, detail);
  }
}
