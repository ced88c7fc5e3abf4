package chatx.desktop.ui;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where view models do what takes long, and where they tell of it. Tests give executors that run at
 * once.
 *
 * @param background for blocking calls
 * @param fx in order, on the thread that owns the view models
 */
public record Work(Executor background, Executor fx) {
  /** A virtual thread for each piece of work, and the FX thread. */
  public static Work onVirtualThreads() {
    return new Work(task -> Thread.ofVirtual().name("work").start(task), FxThread.executor());
  }

  /** Everything at once on the calling thread. */
  public static Work atOnce() {
    return new Work(Runnable::run, Runnable::run);
  }

  /** Does the work in the background, then hands its result over on the FX thread. */
  public <T extends @Nullable Object> void run(Supplier<T> work, Consumer<T> then) {
    background.execute(() -> {
      T result = work.get();
      fx.execute(() -> then.accept(result));
    });
  }
}
