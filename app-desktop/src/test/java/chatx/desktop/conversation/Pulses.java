package chatx.desktop.conversation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Waits for frames, and runs on the FX thread. */
final class Pulses {
  private static final int FRAMES = 4;

  private Pulses() {}

  /** Until everything that was asked for has been laid out. */
  static void settle() throws Exception {
    frames(FRAMES);
  }

  /** Runs it, then waits for the frame after it. */
  static void frame(Runnable work) throws Exception {
    var _ =
        on(() -> {
          work.run();
          return true;
        });
    frames(1);
  }

  private static void frames(int count) throws Exception {
    var done = new CompletableFuture<Boolean>();
    Platform.runLater(() ->
        new AnimationTimer() {
          private int frames;

          @Override
          public void handle(long now) {
            frames++;
            if (frames > count) {
              stop();
              done.complete(true);
            }
          }
        }.start());
    var _ = done.get(60, TimeUnit.SECONDS);
  }

  static <T> T on(Callable<T> work) throws Exception {
    var done = new CompletableFuture<T>();
    Platform.runLater(() -> {
      try {
        done.complete(work.call());
      } catch (Exception | Error e) {
        done.completeExceptionally(e);
      }
    });
    return done.get(60, TimeUnit.SECONDS);
  }

  /** Runs it, then waits for its frames. */
  static void change(Runnable work) throws Exception {
    var _ =
        on(() -> {
          work.run();
          return true;
        });
    settle();
  }
}
