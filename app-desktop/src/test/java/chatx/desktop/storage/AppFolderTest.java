package chatx.desktop.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process has the folder; a second start wakes it. */
final class AppFolderTest {
  @TempDir Path temp;

  private final List<List<String>> started = new CopyOnWriteArrayList<>();

  @Test
  void aSecondStartWakesTheFirstAndHandsItsArgumentsOver() {
    Path folder = temp.resolve("data");
    try (AppFolder first = opened(folder)) {
      assertThat(AppFolder.open(folder, List.of("before anybody listens")))
          .isEqualTo(new AppFolder.AlreadyOpen(true));
      first.onSecondStart(started::add);
      assertThat(AppFolder.open(folder, List.of("chatx://host:8420/", "größe\n")))
          .isEqualTo(new AppFolder.AlreadyOpen(true));
    }
    assertThat(started)
        .containsExactly(
            List.of("before anybody listens"), List.of("chatx://host:8420/", "größe\n"));
    opened(folder).close();
  }

  @Test
  void anotherProcessIsWokenAndItsFolderIsFreeOnceItIsKilled() throws Exception {
    Path folder = temp.resolve("data");
    try (Fork fork = Fork.start("hold", folder)) {
      assertThat(fork.line()).isEqualTo("open");
      assertThat(AppFolder.open(folder, List.of("hello")))
          .isEqualTo(new AppFolder.AlreadyOpen(true));
      assertThat(fork.line()).isEqualTo("started [hello]");
      assertThat(fork.kill()).isEmpty();
    }
    assertThat(Files.exists(folder.resolve("chatx.sock"))).isTrue();
    try (AppFolder folderOfTheDead = opened(folder)) {
      folderOfTheDead.onSecondStart(started::add);
      try (Fork fork = Fork.start("hold", folder)) {
        assertThat(fork.line()).isEqualTo("already open, shown true");
      }
      await().atMost(5, SECONDS).until(() -> started.size() == 1);
    }
  }

  @Test
  void theFoldersOfSeveralAccountsAreMadeAtTheSameTime() throws Exception {
    for (int round = 0; round < 50; round++) {
      try (AppFolder folder = opened(temp.resolve("data-" + round));
          ExecutorService threads = Executors.newFixedThreadPool(4)) {
        var together = new CyclicBarrier(4);
        List<Callable<Path>> makers =
            Collections.nCopies(
                4,
                () -> {
                  together.await();
                  return folder.account(AccountId.random());
                });
        for (Future<Path> made : threads.invokeAll(makers)) {
          assertThat(made.get()).isDirectory();
        }
      }
    }
  }

  @Test
  void aPathTooLongForASocketWorksAsWell() throws Exception {
    Path folder = temp.resolve("a".repeat(60)).resolve("b".repeat(60));
    try (AppFolder first = opened(folder)) {
      first.onSecondStart(started::add);
      assertThat(AppFolder.open(folder, List.of("long")))
          .isEqualTo(new AppFolder.AlreadyOpen(true));
      assertThat(started).containsExactly(List.of("long"));
    }
    Path socket = SecondStarts.socketOf(folder.toRealPath()).orElseThrow();
    assertThat(socket).doesNotExist();
    Files.delete(Objects.requireNonNull(socket.getParent()));
  }

  @Test
  void nobodyElseMayLookIntoTheFolder() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("data"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (AppFolder opened = opened(folder)) {
      Path account = opened.account(AccountId.random());
      assertThat(List.of(folder, account, folder.resolve("accounts")))
          .allSatisfy(each -> assertThat(rights(each)).isEqualTo("rwx------"));
      assertThat(rights(folder.resolve("chatx.lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsRefusedAndNotTouched() throws Exception {
    Path file = Files.writeString(temp.resolve("data"), "a letter");
    for (Path each : List.of(file, file.resolve("inside"))) {
      assertThat(AppFolder.open(each, List.of()))
          .isInstanceOfSatisfying(
              AppFolder.Unusable.class,
              unusable ->
                  assertThat(unusable.why().reason())
                      .isEqualTo(StorageRefusal.Reason.NOT_WRITABLE));
    }
    assertThat(file).hasContent("a letter");
  }

  @Test
  void theUsualFolderIsTheUsersOwn() {
    assertThat(AppFolder.defaultPath()).isAbsolute();
    assertThat(AppFolder.defaultPath().toString()).contains("ChatX");
  }

  private static AppFolder opened(Path folder) {
    return switch (AppFolder.open(folder, List.of())) {
      case AppFolder.Opened(AppFolder opened) -> opened;
      case AppFolder.AlreadyOpen other -> throw new AssertionError(other.toString());
      case AppFolder.Unusable other -> throw new AssertionError(other.toString());
    };
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
