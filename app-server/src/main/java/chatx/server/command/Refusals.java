package chatx.server.command;

import chatx.protocol.Problem;
import chatx.server.text.Checked;

/** Text rules' answers as the protocol's. */
public final class Refusals {
  private Refusals() {}

  public static Problem of(Checked.Refused<?> refused) {
    return new Problem(refused.code(), refused.message(), "data." + refused.field(), null, null);
  }
}
