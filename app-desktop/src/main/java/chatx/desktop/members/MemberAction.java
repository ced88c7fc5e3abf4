package chatx.desktop.members;

/** What may be done about a member. */
enum MemberAction {
  MAKE_MODERATOR,
  MAKE_MEMBER,
  MAKE_OWNER,
  KICK,
  BAN
}
