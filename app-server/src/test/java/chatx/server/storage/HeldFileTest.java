package chatx.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the embedded database writes waits for room on the disk. */
class HeldFileTest {
  private final HeldFile file = HeldFiles.hold("held-file-test");
  private final AtomicBoolean full = new AtomicBoolean(true);
  private final AtomicInteger written = new AtomicInteger();

  @AfterEach
  void release() {
    HeldFiles.release(file);
  }

  @Test
  void aWriteWithoutRoomWaitsUntilThereIsSome() {
    file.becomePatient();
    CompletableFuture<Integer> write = CompletableFuture.supplyAsync(this::write);
    await().until(file::isStuck);
    assertThat(written).hasValue(0);
    full.set(false);
    assertThat(write.join()).isEqualTo(7);
    assertThat(file.isStuck()).isFalse();
    assertThat(written).hasValue(1);
  }

  @Test
  void aStartFailsAndSoDoesAStopWhereThereIsNoRoom() {
    assertThatThrownBy(this::write).isInstanceOf(CompletionException.class);
    file.becomePatient();
    CompletableFuture<Integer> write = CompletableFuture.supplyAsync(this::write);
    await().until(file::isStuck);
    HeldFiles.release(file);
    assertThatThrownBy(write::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(written).hasValue(0);
  }

  @Test
  void whatFailsForAnotherReasonFails() {
    file.becomePatient();
    assertThatThrownBy(() ->
            file.write(() -> {
              throw new IOException("Input/output error");
            }))
        .hasMessage("Input/output error");
  }

  @Test
  void aFileThatTheDatabaseClosedByItselfIsNotOpenedAgain() throws Exception {
    file.open();
    file.becomePatient();
    file.close();
    assertThat(file.isLost()).isTrue();
    assertThatThrownBy(file::open).hasMessageContaining("restart the server");
  }

  private int write() {
    try {
      return file.write(() -> {
        if (full.get()) {
          throw new IOException("No space left on device");
        }
        written.incrementAndGet();
        return 7;
      });
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
