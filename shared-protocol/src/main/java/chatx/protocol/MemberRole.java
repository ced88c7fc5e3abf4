package chatx.protocol;

/** What a member may do in a room, the highest first. Travels in lower case. */
public enum MemberRole {
  @Doc("May do everything; one per room.")
  OWNER,
  @Doc("May rename, set the topic, kick and ban.")
  MODERATOR,
  @Doc("May talk.")
  MEMBER
}
