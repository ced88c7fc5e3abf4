package chatx.desktop.conversation;

/** Why the composer does not send, or did not take, a text. */
sealed interface Refusal {

  record None() implements Refusal {}

  /**
   * The text stays in the composer.
   *
   * @param over characters (code points) too many
   */
  record TooLong(int over, int limit) implements Refusal {}

  /**
   * A pasted text that is so long that editing it would be no joy; it is kept until it is taken in
   * part or left.
   */
  record PastedTooLong(String pasted, int limit) implements Refusal {}

  /** The server or the disk would not take it; in words of the person's language. */
  record NotTaken(String words) implements Refusal {}
}
