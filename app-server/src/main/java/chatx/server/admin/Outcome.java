package chatx.server.admin;

/** What became of something that an operator asked for; the text is for the operator's eyes. */
public sealed interface Outcome {

  /** It was done. */
  record Done(String text) implements Outcome {}

  /** It was not done, and nothing was changed. */
  record Refused(String reason) implements Outcome {}
}
