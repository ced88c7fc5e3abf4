package chatx.server.http;

import org.glassfish.grizzly.http.Method;

/**
 * One thing that can be asked for: a value, so that tests can walk through all of them.
 *
 * @param path exact; there are no patterns
 */
record Route(Method method, String path, Guard guard, Action action) {

  /** Who may call it. */
  enum Guard {
    /** Anybody, not counted: for monitors. */
    PROBE,
    /** Anybody. */
    ANYONE,
    /** Who holds a refresh token; the action checks it. */
    REFRESH,
    /** Who is signed in. */
    SIGNED_IN
  }

  /** Carries it out, on a virtual thread; may block. */
  @FunctionalInterface
  interface Action {
    Answer answer(Call call);
  }

  boolean changesState() {
    return method != Method.GET;
  }
}
