package chatx.desktop.ui;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** The one thread that may touch the scene and the model. */
public final class FxThread {
  private FxThread() {}

  /** Runs later on the FX thread, in the order given; any thread may call it. */
  public static Executor executor() {
    return Platform::runLater;
  }

  /**
   * Stops a programming mistake where it is made.
   *
   * @throws IllegalStateException on any other thread
   */
  public static void check() {
    if (!Platform.isFxApplicationThread()) {
      throw new IllegalStateException("not on the FX thread: " + Thread.currentThread());
    }
  }
}
