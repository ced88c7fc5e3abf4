package chatx.desktop;

import static chatx.desktop.sample.SampleServer.person;
import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.protocol.MemberRole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LastPlaceTest {
  private final SampleServer server = new SampleServer("Home", person("ada", "Ada"));
  private final AppModel app = new AppModel();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private AppFolder files;
  private Preferences preferences;
  private LastPlace place;

  @BeforeEach
  void start(@TempDir Path folder) {
    files = ((AppFolder.Opened) AppFolder.open(folder.resolve("data"), List.of())).folder();
    preferences = Preferences.open(files, Clock.systemUTC());
    preferences.set(Preferences.LAST_ROOM, SampleServer.id("garden").toString());
    app.add(server.model());
    app.select(server.model());
    place = new LastPlace(preferences, app, later::add, () -> {});
  }

  @AfterEach
  void end() {
    preferences.close();
    files.close();
  }

  @Test
  void theRoomThatWasOpenLastIsOpenedAlsoWhenAnotherOneCameFirst() {
    place.reopened(server.model());
    RoomModel lobby = server.room("lobby", MemberRole.OWNER);
    runLater();
    assertThat(app.selectedRoomProperty().get()).isEqualTo(lobby);
    RoomModel garden = server.room("garden", MemberRole.OWNER);
    runLater();
    assertThat(app.selectedRoomProperty().get()).isEqualTo(garden);
  }

  @Test
  void whoChoseARoomMeanwhileStaysThere() {
    place.reopened(server.model());
    var _ = server.room("lobby", MemberRole.OWNER);
    runLater();
    RoomModel attic = server.room("attic", MemberRole.OWNER);
    runLater();
    app.select(attic);
    var _ = server.room("garden", MemberRole.OWNER);
    runLater();
    assertThat(app.selectedRoomProperty().get()).isEqualTo(attic);
  }

  private void runLater() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }
}
