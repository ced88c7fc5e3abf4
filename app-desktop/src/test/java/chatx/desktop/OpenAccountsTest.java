package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.AppModel;
import chatx.desktop.session.Answer;
import chatx.desktop.session.Trouble;
import chatx.desktop.settings.AccountDesk;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.SavedAccounts;
import chatx.desktop.storage.Secret;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.testing.MemoryVault;
import chatx.desktop.ui.Work;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.ServerInfo;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionList;
import chatx.protocol.http.SessionTokens;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class OpenAccountsTest {
  private static final ServerAddress HERE = new ServerAddress("127.0.0.1", 8420, false);
  private static final ServerInfo SERVER =
      new ServerInfo("Ada’s rooms", "1", ProtocolVersion.CURRENT, 4000, 65_536, 30);
  private static final UserSummary ADA = new UserSummary(new UserId(new UUID(7, 7)), "ada", "Ada");

  @TempDir private Path data;

  private final MemoryVault vault = new MemoryVault();
  private AppFolder folder;
  private OpenAccounts accounts;

  @BeforeEach
  void open() {
    folder = ((AppFolder.Opened) AppFolder.open(data, List.of())).folder();
    accounts =
        new OpenAccounts(
            folder,
            ((SavedAccounts.Opened) SavedAccounts.open(folder)).accounts(),
            vault,
            new AppModel(),
            Work.atOnce(),
            Clock.systemUTC(),
            _ -> {});
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void a_host_who_signs_in_by_hand_keeps_the_password_that_was_made_for_them() {
    SavedAccount host = accounts.keep(HERE, SERVER, tokens("first"), null, true, "made here");
    SavedAccount again =
        accounts.keep(
            new ServerAddress("192.168.1.5", 8420, false),
            SERVER,
            tokens("second"),
            null,
            false,
            null);
    assertThat(again.id()).isEqualTo(host.id());
    assertThat(again.hosted()).isTrue();
    assertThat(vault.load(host.id())).contains(new Secret("second", "device", "made here"));
  }

  @Test
  void the_password_of_an_account_elsewhere_is_not_kept() {
    SavedAccount away = accounts.keep(HERE, SERVER, tokens("first"), null, false, null);
    assertThat(accounts.keep(HERE, SERVER, tokens("second"), null, false, null)).isEqualTo(away);
    assertThat(vault.load(away.id())).contains(new Secret("second", "device", null));
  }

  @Test
  void a_changed_password_of_a_host_is_kept_with_the_tokens_and_a_refused_one_is_not() {
    SavedAccount host = accounts.keep(HERE, SERVER, tokens("first"), null, true, "made here");
    change(host, new Answer.Failed<>(Trouble.TIMED_OUT));
    assertThat(vault.load(host.id())).contains(new Secret("first", "device", "made here"));
    change(host, new Answer.Given<>(new AccountInfo(ADA, null, true, Instant.EPOCH)));
    assertThat(vault.load(host.id())).contains(new Secret("first", "device", "seven poppies"));
  }

  private void change(SavedAccount host, Answer<AccountInfo> answer) {
    var desk = new HostAccountDesk(new Answering(host, answer), accounts, Work.atOnce());
    assertThat(desk.changePassword(new PasswordChange("made here", "seven poppies")).join())
        .isEqualTo(answer);
  }

  private static SessionTokens tokens(String refresh) {
    return new SessionTokens(
        ADA, new SessionId(new UUID(1, 1)), "access", 600, refresh, 86_400, "device");
  }

  /** A server that has one answer to a new password. */
  private record Answering(SavedAccount account, Answer<AccountInfo> answer)
      implements AccountDesk {
    @Override
    public CompletableFuture<Answer<SessionList>> sessions() {
      return CompletableFuture.completedFuture(new Answer.Failed<>(Trouble.TIMED_OUT));
    }

    @Override
    public CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange change) {
      return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void signOut() {}

    @Override
    public void signOutEverywhere() {}
  }
}
