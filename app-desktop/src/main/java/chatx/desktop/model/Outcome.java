package chatx.desktop.model;

import chatx.protocol.Problem;

/** How something that was asked of the server ended: done, or refused for a reason with a code. */
public sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  record Refused<T>(Problem problem) implements Outcome<T> {}
}
