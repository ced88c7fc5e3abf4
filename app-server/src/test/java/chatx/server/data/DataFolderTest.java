package chatx.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.server.storage.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void aMissingFolderIsMadeForItsOwnerAlone() throws IOException {
    Path folder = temp.resolve("a/b");
    try (DataFolder data = opened(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
      assertThat(DataFolder.runningOn(folder)).contains(ProcessHandle.current().pid());
    }
    assertThat(DataFolder.runningOn(folder)).isEmpty();
  }

  @Test
  void aSecondServerInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    try (DataFolder first = opened(temp)) {
      DataFolder.Refused refused = refused(temp);
      assertThat(refused.inUse()).isTrue();
      assertThat(refused.reason())
          .isEqualTo(
              "ChatX is already running on %s (process %d). Stop it first, or use another folder"
                      .formatted(first.path(), ProcessHandle.current().pid())
                  + " with --data");
      // The refusal must not have dropped the lock that keeps other processes out.
      assertThat(child("hold")).isEqualTo("refused in use by " + ProcessHandle.current().pid());
    }
    opened(temp).close();
  }

  @Test
  void aSecondProcessIsRefusedAndToldWhoHoldsTheFolder() throws Exception {
    Process holder = start("hold");
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("opened");
      DataFolder.Refused refused = refused(temp);
      assertThat(refused.inUse()).isTrue();
      assertThat(refused.reason()).contains("(process " + holder.pid() + ")");
      assertThat(DataFolder.runningOn(temp)).contains(holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    // A killed holder leaves its files, but no lock.
    assertThat(DataFolder.runningOn(temp)).isEmpty();
    opened(temp).close();
  }

  @Test
  void aReadOnlyFolderIsRefusedWithItsCause() throws IOException {
    Path archive = temp.resolve("folder.zip");
    URI uri = URI.create("jar:" + archive.toUri());
    try (FileSystem writable = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      Files.createDirectory(writable.getPath("/data"));
    }
    try (FileSystem readOnly = FileSystems.newFileSystem(uri, Map.of("accessMode", "readOnly"))) {
      assertThat(refused(readOnly.getPath("/data")).reason())
          .contains("/data cannot be used", "read-only", "another folder with --data");
      assertThat(refused(readOnly.getPath("/new")).reason())
          .contains("/new cannot be made", "read-only");
    }
  }

  @Test
  void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThat(refused(file).reason()).contains("there is a file of that name");
  }

  @Test
  void dataOfANewerVersionIsRefusedAndNotTouched() throws IOException {
    try (DataFolder data = opened(temp)) {
      embedded(data).close();
    }
    Files.writeString(temp.resolve("version"), "schema=99\n");
    byte[] before = Files.readAllBytes(temp.resolve("chatx.mv.db"));

    DataFolder.Refused refused = refused(temp);

    assertThat(refused.inUse()).isFalse();
    assertThat(refused.reason())
        .contains(
            "newer version", "schema 99", "knows " + DataFolder.SCHEMA, "nothing was changed");
    assertThat(Files.readAllBytes(temp.resolve("chatx.mv.db"))).isEqualTo(before);
  }

  @Test
  void aDatabaseOfANewerVersionIsRefusedEvenWithoutTheNote() throws IOException {
    try (DataFolder data = opened(temp)) {
      try (Database database = embedded(data)) {
        database
            .transactions()
            .commit(tx ->
                tx.sql()
                    .execute(
                        "update \"flyway_schema_history\" set \"version\" = '99' where"
                            + " \"installed_rank\" = (select max(\"installed_rank\") from"
                            + " \"flyway_schema_history\")"));
      }
      assertThatThrownBy(() -> embedded(data))
          .isInstanceOf(UnusableDataException.class)
          .hasMessageContaining("newer")
          .hasMessageContaining("nothing was changed");
    }
  }

  @Test
  void aDamagedVersionFileIsNamed() throws IOException {
    Files.writeString(temp.resolve("version"), "???");
    assertThat(refused(temp).reason()).contains("version is damaged");
  }

  @Test
  void theDatabaseIsBroughtForwardAsACopyAndTheOldOneStays() throws IOException {
    try (DataFolder data = opened(temp)) {
      embedded(data).close();
      Files.writeString(temp.resolve("version"), "schema=0\n");
      byte[] before = Files.readAllBytes(temp.resolve("chatx.mv.db"));
      Files.writeString(temp.resolve("chatx-upgrade.mv.db"), "left behind by a killed start");

      embedded(data).close();

      assertThat(Files.readAllBytes(temp.resolve("chatx.before-schema-0.mv.db"))).isEqualTo(before);
      assertThat(temp.resolve("chatx-upgrade.mv.db")).doesNotExist();
      assertThat(Files.readString(temp.resolve("version")))
          .isEqualTo("schema=" + DataFolder.SCHEMA + "\n");
    }
  }

  @Test
  void theKnownSchemaIsTheNewestMigration() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(
              scripts
                  .map(script -> script.getFileName().toString())
                  .mapToInt(name -> Integer.parseInt(name.replaceAll("^V(\\d+)__.*", "$1")))
                  .max())
          .hasValue(DataFolder.SCHEMA);
    }
  }

  /** Whenever the first migration is killed, the next start works. */
  @Test
  void aMigrationThatIsKilledTwentyTimesDoesNoHarm() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> left = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      Process migrating = start("migrate");
      assertThat(migrating.inputReader().readLine()).as("seed %d", seed).isEqualTo("opened");
      boolean done = Files.exists(temp.resolve("version"));
      assertThat(migrating.inputReader().readLine())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(done ? null : "migrating");
      boolean ended = migrating.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
      migrating.destroyForcibly().waitFor();
      left.add(ended ? "ended" : Files.exists(temp.resolve("version")) ? "new" : "cut off");
      if (round % 2 == 0) {
        // Else: killed again in the folder that the last one left.
        try (DataFolder data = opened(temp);
            Database database = embedded(data)) {
          assertThat(database.isReachable()).isTrue();
          String rows =
              database
                  .transactions()
                  .read(
                      tx -> String.valueOf(tx.sql().fetchValue("select count(*) from audit_head")));
          assertThat(rows).as("seed %d, round %d", seed, round).isEqualTo("1");
        }
        deleteAll();
      }
    }
    assertThat(left).as("seed %d", seed).contains("cut off");
  }

  private void deleteAll() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Process start(String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FolderHolder.class.getName(),
            what,
            temp.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private String child(String what) throws IOException, InterruptedException {
    Process process = start(what);
    try {
      return Optional.ofNullable(process.inputReader().readLine()).orElse("nothing");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static DataFolder opened(Path folder) {
    DataFolder.Opening opening = DataFolder.open(folder);
    assertThat(opening).isInstanceOf(DataFolder.Opened.class);
    return ((DataFolder.Opened) opening).folder();
  }

  private static DataFolder.Refused refused(Path folder) {
    DataFolder.Opening opening = DataFolder.open(folder);
    assertThat(opening).isInstanceOf(DataFolder.Refused.class);
    return (DataFolder.Refused) opening;
  }

  private static Database embedded(DataFolder folder) {
    return DatabaseOpening.embedded(folder, 2, Duration.ofSeconds(10));
  }
}
