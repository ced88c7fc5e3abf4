package chatx.server.audit;

import java.util.Arrays;
import java.util.Optional;

/** What the audit log records. The wire names are part of the hash and never change. */
public enum AuditAction {
  REGISTERED("registered"),
  SIGNED_IN("signed_in"),
  SIGN_IN_FAILED("sign_in_failed"),
  /** A refresh token that had already been used came again: its session was ended. */
  TOKEN_REUSED("token_reused"),
  /** A token that was forged, of another server or otherwise unusable; why is in the detail. */
  TOKEN_REFUSED("token_refused"),
  SIGNED_OUT("signed_out"),
  SIGNED_OUT_EVERYWHERE("signed_out_everywhere"),
  PASSWORD_CHANGED("password_changed"),
  PASSWORD_CHANGE_FAILED("password_change_failed"),

  ROOM_CREATED("room_created"),
  ROOM_DELETED("room_deleted"),
  ROOM_RENAMED("room_renamed"),
  ROOM_TOPIC_CHANGED("room_topic_changed"),
  ROOM_PASSWORD_CHANGED("room_password_changed"),
  ROOM_PASSWORD_FAILED("room_password_failed"),
  ROLE_CHANGED("role_changed"),
  MEMBER_KICKED("member_kicked"),
  USER_BANNED("user_banned"),
  USER_UNBANNED("user_unbanned"),

  INVITE_CREATED("invite_created"),
  INVITE_USED("invite_used"),
  INVITE_REVOKED("invite_revoked"),
  /** A token that no invite has. */
  INVITE_REFUSED("invite_refused"),

  ADMIN_USER_CREATED("admin_user_created"),
  ADMIN_USER_DISABLED("admin_user_disabled"),
  ADMIN_USER_ENABLED("admin_user_enabled"),
  ADMIN_PASSWORD_RESET("admin_password_reset"),
  ADMIN_GRANTED("admin_granted"),
  ADMIN_REVOKED("admin_revoked"),
  ADMIN_SIGNED_OUT("admin_signed_out"),
  ADMIN_SESSION_ENDED("admin_session_ended"),
  ADMIN_ROOM_DELETED("admin_room_deleted"),

  SERVER_STARTED("server_started"),
  SERVER_STOPPED("server_stopped"),
  /** Somebody ran into a limit; told once per key and minute. */
  LIMIT_HIT("limit_hit");

  private final String wireName;

  AuditAction(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<AuditAction> ofWireName(String name) {
    return Arrays.stream(values()).filter(action -> action.wireName.equals(name)).findFirst();
  }
}
