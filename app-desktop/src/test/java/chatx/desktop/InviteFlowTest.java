package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.RoomModel;
import chatx.desktop.testing.LiveServer;
import chatx.desktop.testing.MemoryVault;
import chatx.protocol.CreateInvite;
import chatx.protocol.CreateRoom;
import chatx.protocol.InviteCreated;
import chatx.protocol.RevokeInvite;
import chatx.protocol.RoomId;
import chatx.protocol.RoomJoined;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.trust.ServerKey;
import chatx.server.Setting;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a pasted invite by one confirmation into a private room, with a real server. */
class InviteFlowTest {
  private static final InviteCodec CODEC = new InviteCodec();

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private LiveServer server;

  @SuppressWarnings("NullAway.Init")
  private Guest ada;

  @SuppressWarnings("NullAway.Init")
  private RoomId room;

  @SuppressWarnings("NullAway.Init")
  private RunningApp app;

  @BeforeEach
  void open() throws Exception {
    server = new LiveServer(folder.resolve("server"), Map.of(Setting.TLS, "on"));
    ada = new Guest("ada", server.address(), folder.resolve("ada"));
    room = ((RoomJoined) ada.ask(new CreateRoom("Lobby", null, "swordfish 42"))).state().id();
    app = RunningApp.start(folder.resolve("app"), new MemoryVault());
  }

  @AfterEach
  void close() {
    app.close();
    ada.close();
    server.close();
  }

  @Test
  void aPastedLinkLeadsByOneConfirmationIntoThePrivateRoom() throws Exception {
    // The first address leads nowhere: the next one is taken without a question.
    paste(codec(invite(), List.of(new InviteAddress("127.0.0.1", 1)), server.key()));
    app.awaitFocus("welcome-password");
    assertThat(app.words()).contains("Join Lobby");
    assertThat(app.text("welcome-name")).isEqualTo("Bob");
    app.write(LiveServer.PASSWORD);
    app.press(KeyCode.ENTER);
    RoomModel lobby = app.awaitOpen("Lobby");
    assertThat(app.isLocked(lobby)).isTrue();
    app.say("hello");
    ada.awaitBodies(room, List.of("hello"));
  }

  @Test
  void anotherKeyIsADifferentServerWithoutAnyQuestion() throws Exception {
    ServerKey other =
        ServerKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]))
            .orElseThrow();
    paste(codec(invite(), List.of(), other));
    app.awaitWords("A different server answers");
    assertThat(app.words()).noneMatch(words -> words.startsWith("Join Lobby"));
  }

  @Test
  void anInviteThatWasTakenBackSaysSoBeforeAnythingIsAsked() throws Exception {
    InviteCreated made = invite();
    var _ = ada.ask(new RevokeInvite(made.invite().id()));
    paste(made.link());
    app.awaitWords("was taken back");
  }

  private InviteCreated invite() throws Exception {
    return (InviteCreated) ada.ask(new CreateInvite(room, 60, 2));
  }

  private static String codec(
      InviteCreated made, List<InviteAddress> first, @Nullable ServerKey key) {
    InviteLink link = ((InviteCodec.Reading.Invite) CODEC.read(made.link())).link();
    List<InviteAddress> addresses =
        Stream.concat(first.stream(), link.addresses().stream()).toList();
    return CODEC.text(
        new InviteLink(addresses, link.secure(), key, link.server(), link.room(), link.token()));
  }

  private void paste(String link) {
    app.awaitFocus("welcome-display-name");
    app.write("Bob");
    app.tabTo("welcome-join");
    app.press(KeyCode.SPACE);
    app.awaitFocus("welcome-address");
    app.write(link);
    app.press(KeyCode.ENTER);
  }
}
