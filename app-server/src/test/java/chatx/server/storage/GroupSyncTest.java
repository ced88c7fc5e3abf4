package chatx.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One sync for all who wait, and nobody waits for one that cannot end. */
class GroupSyncTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();

  @Test
  void whoeverAsksWhileOneRunsGetsTheNextOneWithAllTheOthers() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    GroupSync sync =
        new GroupSync(
            () -> {
              if (runs.incrementAndGet() == 1) {
                first.join();
              }
            },
            () -> {});
    CompletableFuture<Void> one = CompletableFuture.runAsync(sync::sync);
    await().until(() -> runs.get() == 1);
    CompletableFuture<Void> two = CompletableFuture.runAsync(sync::sync);
    CompletableFuture<Void> three = CompletableFuture.runAsync(sync::sync);
    assertThat(two).isNotDone();
    first.complete(null);
    CompletableFuture.allOf(one, two, three).join();
    assertThat(runs).hasValueBetween(2, 3);
  }

  @Test
  void whatItThrowsIsTold() {
    GroupSync sync =
        new GroupSync(
            () -> {
              throw new IllegalArgumentException("broken");
            },
            () -> {});
    assertThatThrownBy(sync::sync).hasMessage("broken");
    assertThatThrownBy(sync::sync).hasMessage("broken");
  }

  @Test
  void whoeverHasNoPatienceLeftIsToldThoughItGoesOn() {
    CompletableFuture<Void> room = new CompletableFuture<>();
    GroupSync sync =
        new GroupSync(
            () -> {
              room.join();
              runs.incrementAndGet();
            },
            () -> {
              if (full.get()) {
                throw DiskSpace.full("full");
              }
            });
    full.set(true);
    assertThatThrownBy(sync::sync).isInstanceOf(StorageException.class);
    full.set(false);
    room.complete(null);
    sync.sync();
    assertThat(runs.get()).isPositive();
  }
}
