package chatx.desktop.storage;

/** How far a message of one's own has come. */
public enum OutboxState {
  /** Kept on disk; waits for its turn or for the connection. */
  QUEUED,
  /** On its way; whether the server has it is not known. */
  SENDING,
  /** Refused for good: a person retries or deletes it. */
  FAILED,
  /** The server has it. */
  ACCEPTED,
  /** No longer in the outbox, because it was accepted or deleted. */
  REMOVED
}
