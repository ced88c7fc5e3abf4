package chatx.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.AccountStore;
import chatx.desktop.storage.RoomSnapshot;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Work;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppModelTest {
  private final AppModel app = new AppModel();

  @TempDir private Path folder;
  private AccountStore store;

  @BeforeEach
  void open() {
    store = ((AccountStore.Opened) AccountStore.open(folder, Clock.systemUTC())).store();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ServerModel account(String name) {
    return new ServerModel(
        new SavedAccount(
            AccountId.random(),
            ServerAddress.parse("localhost").orElseThrow(),
            name,
            Past.ME,
            false),
        RoomMemory.of(store),
        Work.atOnce(),
        ZoneOffset.UTC);
  }

  private static RoomModel room(ServerModel server, String name, int messages) {
    Past past = new Past(name).chat(messages);
    server.listener().restored(new RoomSnapshot(past.state(name), past.newest(200)));
    return server.room(past.room).orElseThrow();
  }

  @Test
  void theFirstAccountComesToTheFrontAndTheOthersKeepTheirPlaces() {
    ServerModel home = account("home");
    ServerModel work = account("work");
    ServerModel club = account("club");
    app.add(home);
    app.add(work);
    app.add(club);
    assertThat(app.selectedServerProperty().get()).isSameAs(home);

    app.move(club, 0);
    assertThat(app.servers()).containsExactly(club, home, work);
    app.move(club, 9);
    assertThat(app.servers()).containsExactly(home, work, club);
    app.remove(home);
    assertThat(app.selectedServerProperty().get()).isSameAs(work);
    app.select(club);
    app.remove(club);
    assertThat(app.selectedServerProperty().get()).isSameAs(work);
    app.remove(work);
    assertThat(app.selectedServerProperty().get()).isNull();
    assertThat(app.server(work.account().id())).isEmpty();
  }

  @Test
  void eachAccountRemembersItsOpenRoomAndOnlyTheOneInFrontIsRead() {
    ServerModel home = account("home");
    ServerModel work = account("work");
    app.add(home);
    app.add(work);
    app.windowFocusedProperty().set(true);
    RoomModel garden = room(home, "garden", 30);
    RoomModel office = room(work, "office", 30);
    assertThat(app.unreadProperty().get()).isEqualTo(60);

    app.select(office);
    office.bottomVisible(true);
    assertThat(app.selectedRoomProperty().get()).isSameAs(office);
    assertThat(app.unreadProperty().get()).isEqualTo(30);
    home.select(garden);
    garden.bottomVisible(true);
    assertThat(app.selectedRoomProperty().get()).isSameAs(office);
    assertThat(garden.unreadProperty().get()).isEqualTo(30);

    app.select(home);
    assertThat(app.selectedRoomProperty().get()).isSameAs(garden);
    assertThat(app.unreadProperty().get()).isZero();
    app.remove(home);
    assertThat(app.selectedRoomProperty().get()).isSameAs(office);
  }
}
