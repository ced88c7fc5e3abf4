package chatx.desktop.session;

/** Why an account is not signed in any more; a person has to sign in again. */
public enum SignedOutReason {
  /** The person signed out here. */
  SIGNED_OUT_HERE,
  /** The server ended the session: elsewhere, by a new password, by its operator, or by age. */
  ENDED_BY_SERVER,
  /** This computer has nothing to sign in with. */
  NOTHING_KEPT
}
