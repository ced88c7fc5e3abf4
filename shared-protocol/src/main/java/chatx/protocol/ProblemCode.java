package chatx.protocol;

/**
 * Why a command was refused, for programs. Clients treat a code they do not know as {@link
 * #INTERNAL}.
 */
public enum ProblemCode {
  @Doc("The frame is not what the protocol says; the field says where.")
  BAD_MESSAGE("bad_message", false),
  @Doc("This server does not know the command.")
  UNSUPPORTED("unsupported", false),
  @Doc("The connection is not signed in yet.")
  NOT_SIGNED_IN("not_signed_in", false),
  @Doc("The token or session is not valid.")
  UNAUTHORIZED("unauthorized", false),
  @Doc("The access token has run out; refresh it.")
  SESSION_EXPIRED("session_expired", false),
  @Doc("Name or password is wrong.")
  LOGIN_FAILED("login_failed", false),
  @Doc("Too many wrong passwords; wait as long as retryAfterMs says.")
  TOO_MANY_ATTEMPTS("too_many_attempts", true),
  @Doc("Too many commands in too short a time; wait as long as retryAfterMs says.")
  RATE_LIMITED("rate_limited", true),
  @Doc("The server has too much to do at the moment.")
  BUSY("busy", true),
  @Doc(
      "The server cannot reach its database at the moment; nothing was changed, or the same client"
          + " key will tell.")
  UNAVAILABLE("unavailable", true),
  @Doc("The server's disk is full.")
  STORAGE_FULL("storage_full", true),
  @Doc("The caller may not do that.")
  FORBIDDEN("forbidden", false),
  @Doc("The request may come from another site: CSRF token, origin or content type is wrong.")
  CROSS_SITE("cross_site", false),
  @Doc("There is no such thing.")
  NOT_FOUND("not_found", false),
  @Doc("There is no such room, or the caller is not in it.")
  NO_SUCH_ROOM("no_such_room", false),
  @Doc("Nobody of that id is a member, is banned, or exists, whichever the command is about.")
  NO_SUCH_MEMBER("no_such_member", false),
  @Doc("The room was deleted.")
  ROOM_GONE("room_gone", false),
  @Doc("A room of that name exists.")
  ROOM_EXISTS("room_exists", false),
  @Doc("The name cannot be used; the message says why.")
  NAME_INVALID("name_invalid", false),
  @Doc("The name belongs to somebody.")
  NAME_TAKEN("name_taken", false),
  @Doc("The name looks like one that exists.")
  NAME_TOO_SIMILAR("name_too_similar", false),
  @Doc("The e-mail address cannot be right.")
  EMAIL_INVALID("email_invalid", false),
  @Doc("The password has too few characters.")
  PASSWORD_TOO_SHORT("password_too_short", false),
  @Doc("The password has too many characters.")
  PASSWORD_TOO_LONG("password_too_long", false),
  @Doc("The password is one that everybody tries first.")
  PASSWORD_COMMON("password_common", false),
  @Doc("The password has characters that cannot be typed.")
  PASSWORD_INVALID("password_invalid", false),
  @Doc("The room is private: join with its password.")
  ROOM_PASSWORD_NEEDED("room_password_needed", false),
  @Doc("The room's password is another.")
  WRONG_ROOM_PASSWORD("wrong_room_password", false),
  @Doc("The caller is banned from the room.")
  BANNED("banned", false),
  @Doc("The owner hands the room over, or deletes it, before leaving.")
  OWNER_MUST_STAY("owner_must_stay", false),
  @Doc("The server allows no more of these.")
  QUOTA("quota", false),
  @Doc("This server takes no new accounts.")
  REGISTRATION_CLOSED("registration_closed", false),
  @Doc("This server knows no such invite: it is one of another server, or ended long ago.")
  INVITE_UNKNOWN("invite_unknown", false),
  @Doc("The invite's time is over.")
  INVITE_EXPIRED("invite_expired", false),
  @Doc("The invite has let in as many people as it may.")
  INVITE_USED_UP("invite_used_up", false),
  @Doc("The invite was taken back.")
  INVITE_REVOKED("invite_revoked", false),
  @Doc("The caller was removed from the room after the invite was made.")
  INVITE_BARRED("invite_barred", false),
  @Doc("The invite is one to the server alone: it is for making an account.")
  INVITE_WITHOUT_ROOM("invite_without_room", false),
  @Doc("The field has nothing in it, or blanks only.")
  EMPTY("empty", false),
  @Doc("The field has too much in it; the message says the limit.")
  TOO_LONG("too_long", false),
  @Doc("The text has characters that cannot be shown.")
  BAD_TEXT("bad_text", false),
  @Doc("The client key was used before, for another text or another room.")
  ID_REUSED("id_reused", false),
  @Doc("The room has no such sequence number.")
  BAD_SEQ("bad_seq", false),
  @Doc("The cursor is not one of this server.")
  BAD_CURSOR("bad_cursor", false),
  @Doc("There is nothing to look for.")
  QUERY_EMPTY("query_empty", false),
  @Doc("The text to look for is too long.")
  QUERY_TOO_LONG("query_too_long", false),
  @Doc("The request is larger than the server takes.")
  TOO_LARGE("too_large", false),
  @Doc("The server made a mistake; ref names it in its log.")
  INTERNAL("internal", true);

  private final String wireName;
  private final boolean retryable;

  ProblemCode(String wireName, boolean retryable) {
    this.wireName = wireName;
    this.retryable = retryable;
  }

  public String wireName() {
    return wireName;
  }

  /** Whether the same command may succeed later without a change. */
  public boolean retryable() {
    return retryable;
  }
}
