package chatx.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.FaultProxy;
import chatx.desktop.testing.LiveServer;
import chatx.protocol.ServerInfo;
import chatx.protocol.trust.ServerKey;
import chatx.server.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is trusted, and what happens where somebody sits in the middle. */
class TrustTest {
  private static final Map<Setting, String> TLS = Map.of(Setting.TLS, "on");

  @TempDir private Path folder;

  @Test
  void whoIsInvitedReachesTheServerOfTheInvitationOrNobody() {
    try (LiveServer server = new LiveServer(folder.resolve("server"), TLS);
        LiveServer middle = new LiveServer(folder.resolve("middle"), TLS)) {
      ServerTrust invited = ServerTrust.of(key(server));
      assertThat(new ServerApi(server.address(), invited).server())
          .isInstanceOf(Answer.Given.class);
      assertThat(invited.relied()).contains(key(server));

      ServerTrust misled = ServerTrust.of(key(server));
      assertThat(new ServerApi(middle.address(), misled).server())
          .isEqualTo(new Answer.Failed<ServerInfo>(Trouble.DIFFERENT_SERVER));
      assertThat(misled.met()).contains(key(middle));
      assertThatThrownBy(
              () -> new TyrusTransport(misled).open(middle.address().socket(), new Deaf()))
          .isInstanceOf(Transport.NotOpenedException.class);
    }
  }

  @Test
  void aServerThatIsMetForTheFirstTimeIsNotTrustedByItself() {
    try (LiveServer server = new LiveServer(folder.resolve("server"), TLS)) {
      ServerTrust stranger = ServerTrust.firstMeeting(Set.of());
      assertThat(new ServerApi(server.address(), stranger).server())
          .isEqualTo(new Answer.Failed<ServerInfo>(Trouble.UNKNOWN_SERVER));
      assertThat(stranger.met()).contains(key(server));

      ServerTrust known = ServerTrust.firstMeeting(Set.of(key(server)));
      assertThat(new ServerApi(server.address(), known).server()).isInstanceOf(Answer.Given.class);
      assertThat(known.relied()).contains(key(server));
    }
  }

  @Test
  void whoAsksInTheClearIsToldThatTheServerEncrypts() {
    try (LiveServer server = new LiveServer(folder.resolve("server"), TLS)) {
      ServerAddress plain = new ServerAddress("127.0.0.1", server.port(), false);
      assertThat(new ServerApi(plain).server())
          .isEqualTo(new Answer.Failed<ServerInfo>(Trouble.TLS_ONLY));
      assertThatThrownBy(() -> new TyrusTransport().open(plain.socket(), new Deaf()))
          .isInstanceOf(Transport.NotOpenedException.class);
    }
  }

  @Test
  void aSessionStopsWhereAnotherKeyAnswersAndGoesOnWhenTheRightOneIsBack() {
    try (LiveServer server = new LiveServer(folder.resolve("server"), TLS);
        Device ada = Device.register(server, "ada", folder.resolve("ada")).online()) {
      server.stop();
      Map<Setting, String> samePort =
          Map.of(Setting.TLS, "on", Setting.PORT, String.valueOf(ada.account().address().port()));
      try (LiveServer middle = new LiveServer(folder.resolve("middle"), samePort)) {
        ada.session().retryNow();
        ada.awaitState(ConnectionState.OtherServer.class);
        assertThat(ada.session().state())
            .isEqualTo(
                new ConnectionState.OtherServer(
                    Objects.requireNonNull(ada.account().key()), key(middle)));
      }
      server.start();
      ada.session().retryNow();
      ada.awaitOnline();
    }
  }

  @Test
  void anotherCertificateAroundTheSameKeyAndAnotherAddressAreTheSameServer() throws Exception {
    Path data = folder.resolve("server");
    try (LiveServer server = new LiveServer(data, TLS);
        FaultProxy elsewhere = new FaultProxy(server.port(), true)) {
      ServerTrust pinned = ServerTrust.of(key(server));
      Path certificate = data.resolve("keys/server.crt");
      String before = Files.readString(certificate);
      server.stop();
      // Then the certificate has ended, and the server has made itself another.
      server.clock().move(Duration.ofDays(400));
      server.start();
      assertThat(Files.readString(certificate)).isNotEqualTo(before);
      assertThat(new ServerApi(elsewhere.address(), pinned).server())
          .isInstanceOf(Answer.Given.class);
      new TyrusTransport(pinned).open(elsewhere.address().socket(), new Deaf()).close();
    }
  }

  @Test
  void aServerThatAnAuthorityVouchesForNeedsNoKeyButItsName() throws Exception {
    Authority authority = Authority.in(folder);
    Map<Setting, String> settings =
        Map.of(
            Setting.TLS,
            "on",
            Setting.TLS_CERT,
            authority.certificateFor("localhost").toString(),
            Setting.TLS_KEY,
            authority.key().toString());
    try (var _ = authority.trusted();
        LiveServer server = new LiveServer(folder.resolve("server"), settings)) {
      ServerAddress named = new ServerAddress("localhost", server.port(), true);
      ServerTrust none = ServerTrust.of(null);
      assertThat(new ServerApi(named, none).server()).isInstanceOf(Answer.Given.class);
      assertThat(none.relied()).isEmpty();
      new TyrusTransport(none).open(named.socket(), new Deaf()).close();

      ServerTrust otherKey = ServerTrust.of(ServerKey.parse("A".repeat(43)).orElseThrow());
      assertThat(new ServerApi(named, otherKey).server()).isInstanceOf(Answer.Given.class);

      ServerAddress misnamed = new ServerAddress("127.0.0.1", server.port(), true);
      assertThat(new ServerApi(misnamed, ServerTrust.of(null)).server())
          .isEqualTo(new Answer.Failed<ServerInfo>(Trouble.UNKNOWN_SERVER));
      assertThatThrownBy(
              () -> new TyrusTransport(ServerTrust.of(null)).open(misnamed.socket(), new Deaf()))
          .isInstanceOf(Transport.NotOpenedException.class);
    }
  }

  private static ServerKey key(LiveServer server) {
    return Objects.requireNonNull(server.key());
  }

  private static final class Deaf implements Transport.Receiver {
    @Override
    public void text(String text) {}

    @Override
    public void closed(int code) {}
  }
}
