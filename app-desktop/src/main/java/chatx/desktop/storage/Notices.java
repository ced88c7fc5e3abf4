package chatx.desktop.storage;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a person should know: in order, one at a time, on a thread of its own, because who
 * notices holds locks that who listens may want.
 */
final class Notices {
  private final Queue<StorageNotice> unsaid = new ArrayDeque<>();
  private final Set<Object> failing = new HashSet<>();
  private @Nullable Consumer<StorageNotice> listener;
  private boolean saying;

  synchronized void listen(Consumer<StorageNotice> newListener) {
    listener = newListener;
    say();
  }

  synchronized void say(StorageNotice notice) {
    unsaid.add(notice);
    say();
  }

  /** Writing that file failed; said for the first file that does. */
  synchronized void failed(Object file, StoreFailure.Kind kind) {
    boolean first = failing.isEmpty();
    if (failing.add(file) && first) {
      say(
          kind == StoreFailure.Kind.DISK_FULL
              ? StorageNotice.DISK_FULL
              : StorageNotice.DISK_FAILED);
    }
  }

  /** Writing that file worked; said when it makes all of them work again. */
  synchronized void worked(Object file) {
    if (failing.remove(file) && failing.isEmpty()) {
      say(StorageNotice.DISK_WORKS_AGAIN);
    }
  }

  private void say() {
    if (listener != null && !saying && !unsaid.isEmpty()) {
      saying = true;
      var _ = Thread.ofVirtual().name("storage-notices").start(this::sayAll);
    }
  }

  private void sayAll() {
    boolean done = false;
    while (!done) {
      StorageNotice notice;
      Consumer<StorageNotice> told;
      synchronized (this) {
        notice = unsaid.poll();
        told = listener;
        done = notice == null || told == null;
        saying = !done;
      }
      if (notice != null && told != null) {
        told.accept(notice);
      }
    }
  }
}
