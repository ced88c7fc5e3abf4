package chatx.protocol.codec;

import chatx.protocol.CommandFrame;
import chatx.protocol.Problem;

/** What became of a text frame from a client. */
public sealed interface DecodedCommand {
  record Valid(CommandFrame frame) implements DecodedCommand {}

  /** Not a command; {@code id} is 0 where it could not be read. */
  record Invalid(long id, Problem problem) implements DecodedCommand {}
}
