package chatx.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.StartRefusedException;
import chatx.server.StartRefusedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ObstacleTest {
  private static final Obstacle.Space PLENTY = _ -> 1L << 40;

  @TempDir private Path folder;

  @Test
  void aFolderOnAFullDiskIsToldFromOneThatCannotBeUsed() {
    assertThat(Obstacle.at(folder.resolve("host"), _ -> 4_096)).isEqualTo(Obstacle.DISK_FULL);
    assertThat(Obstacle.at(folder.resolve("host"), PLENTY)).isEqualTo(Obstacle.UNUSABLE);
    assertThat(Obstacle.at(folder.resolve("host"), Obstacle.Space::ofDisk))
        .isEqualTo(Obstacle.UNUSABLE);
  }

  @Test
  void aDiskThatDoesNotSayHowMuchIsFreeIsUnusable() {
    Obstacle.Space silent =
        _ -> {
          throw new IOException("no answer");
        };
    assertThat(Obstacle.at(folder, silent)).isEqualTo(Obstacle.UNUSABLE);
  }

  @Test
  void aFolderThatMayOnlyBeReadIsToldApart() throws IOException {
    Path zip = folder.resolve("disk.zip");
    try (FileSystem writable =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
      Files.createDirectory(writable.getPath("/data"));
    }
    try (FileSystem readable =
        FileSystems.newFileSystem(
            URI.create("jar:" + zip.toUri()), Map.of("accessMode", "readOnly"))) {
      assertThat(Obstacle.at(readable.getPath("/data/host"), PLENTY)).isEqualTo(Obstacle.READ_ONLY);
    }
  }

  @Test
  void whatTheServerKnowsIsBelieved() {
    assertThat(of(Reason.DATA_IN_USE)).isEqualTo(Obstacle.IN_USE);
    assertThat(of(Reason.DATA_NEWER)).isEqualTo(Obstacle.NEWER_DATA);
    assertThat(of(Reason.KEY_UNUSABLE)).isEqualTo(Obstacle.KEY_DAMAGED);
    assertThat(of(Reason.DISK_FULL)).isEqualTo(Obstacle.DISK_FULL);
    assertThat(of(Reason.NO_PORT)).isEqualTo(Obstacle.NO_PORT);
    assertThat(of(Reason.DATA_UNUSABLE)).isEqualTo(Obstacle.UNUSABLE);
  }

  private Obstacle of(Reason reason) {
    return Obstacle.of(new StartRefusedException(reason, "because"), folder, PLENTY);
  }
}
