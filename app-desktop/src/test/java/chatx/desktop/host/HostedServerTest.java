package chatx.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.ServerInfo;
import chatx.protocol.trust.ServerKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostedServerTest {
  @TempDir private Path folder;

  @Test
  void itServesAndComesBackOnTheSamePort() throws Exception {
    int port;
    ServerKey key;
    try (HostedServer first = started("Ada's rooms")) {
      port = first.port();
      key = first.key();
      assertThat(name(first)).isEqualTo("Ada's rooms");
    }
    assertThat(HostedServer.exists(folder)).isTrue();
    try (HostedServer second = started("Ada's rooms")) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(second.movedFrom()).isEmpty();
      assertThat(second.key()).isEqualTo(key);
    }
  }

  @Test
  void whereItsPortIsTakenItTakesTheNextAndSaysSo() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      Files.writeString(folder.resolve("hosted.port"), Integer.toString(other.getLocalPort()));
      try (HostedServer server = started("Ada's rooms")) {
        assertThat(server.port()).isNotEqualTo(other.getLocalPort());
        assertThat(server.movedFrom()).contains(other.getLocalPort());
        assertThat(name(server)).isEqualTo("Ada's rooms");
      }
    }
  }

  @Test
  void aFolderThatIsInUseIsRefusedInWords() {
    try (HostedServer _ = started("Ada's rooms")) {
      assertThat(HostedServer.start(folder, "again", Clock.systemUTC()))
          .isInstanceOfSatisfying(
              HostedServer.Start.Refused.class,
              refused -> {
                assertThat(refused.why()).isEqualTo(Obstacle.IN_USE);
                assertThat(refused.folder()).isEqualTo(folder);
                assertThat(refused.detail()).contains("already running");
              });
    }
  }

  @Test
  void aFolderThatIsAFileIsRefusedInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThat(HostedServer.start(file, "x", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            HostedServer.Start.Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Obstacle.UNUSABLE);
              assertThat(refused.detail()).contains("file");
            });
  }

  @Test
  void aServerThatWasNeverGivenAwayHasNotMoved() throws Exception {
    try (HostedServer first = started("Ada's rooms")) {
      // Whatever port it came to, nobody knows another one.
      assertThat(first.movedFrom()).isEmpty();
      assertThat(first.people()).isZero();
    }
  }

  @Test
  void dataOfANewerVersionIsRefusedInWords() throws IOException {
    try (HostedServer _ = started("Ada's rooms")) {
      assertThat(folder.resolve("version")).exists();
    }
    Files.writeString(folder.resolve("version"), "schema=99");
    assertThat(HostedServer.start(folder, "again", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            HostedServer.Start.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Obstacle.NEWER_DATA));
  }

  @Test
  void aDamagedKeyIsNamedAndNotMadeAnew() throws IOException {
    try (HostedServer _ = started("Ada's rooms")) {
      assertThat(folder.resolve("keys/server.key")).exists();
    }
    Path key = folder.resolve("keys/server.key");
    Files.writeString(key, "this is no key");
    assertThat(HostedServer.start(folder, "again", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            HostedServer.Start.Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Obstacle.KEY_DAMAGED);
              assertThat(refused.detail()).contains("server.key");
            });
    assertThat(key).hasContent("this is no key");
  }

  @Test
  void aDamagedDatabaseIsRefusedInWordsAndLeftAsItIs() throws IOException {
    try (HostedServer _ = started("Ada's rooms")) {
      assertThat(folder.resolve("chatx.mv.db")).exists();
    }
    Path database = folder.resolve("chatx.mv.db");
    Files.writeString(database, "this is not a database");
    assertThat(HostedServer.start(folder, "again", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            HostedServer.Start.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Obstacle.UNUSABLE));
    assertThat(database).hasContent("this is not a database");
  }

  private HostedServer started(String name) {
    return switch (HostedServer.start(folder, name, Clock.systemUTC())) {
      case HostedServer.Start.Running running -> running.server();
      case HostedServer.Start.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static String name(HostedServer server) {
    var api =
        new ServerApi(
            new ServerAddress("127.0.0.1", server.port(), true), ServerTrust.of(server.key()));
    return switch (api.server()) {
      case Answer.Given<ServerInfo>(ServerInfo info) -> info.name();
      case Answer<ServerInfo> other -> throw new AssertionError(other.toString());
    };
  }
}
