package chatx.desktop.session;

import chatx.protocol.http.ProblemDetails;

/** What came of a request over HTTP. */
public sealed interface Answer<T> {
  record Given<T>(T value) implements Answer<T> {}

  /** The server said no, and why. */
  record Refused<T>(ProblemDetails problem) implements Answer<T> {}

  /** There was no answer, or none that can be understood. */
  record Failed<T>(Trouble trouble) implements Answer<T> {}

  /** The answer to a request that only does something. */
  record Nothing() {}
}
