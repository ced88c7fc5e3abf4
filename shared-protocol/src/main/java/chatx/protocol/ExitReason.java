package chatx.protocol;

/** Why a membership ended. Travels in lower case. */
public enum ExitReason {
  @Doc("The caller left on another device.")
  LEFT,
  @Doc("Somebody ended it.")
  KICKED,
  @Doc("Somebody banned the caller.")
  BANNED,
  @Doc("The room was deleted.")
  DELETED
}
