package chatx.desktop;

import chatx.desktop.session.Answer;
import chatx.desktop.settings.AccountDesk;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.ui.Work;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionList;
import java.util.concurrent.CompletableFuture;

/**
 * The host's account on the server inside this app: its password was made here, so a new one is
 * kept here too, or the host could not be signed in without being asked.
 */
record HostAccountDesk(AccountDesk desk, OpenAccounts accounts, Work work) implements AccountDesk {
  @Override
  public SavedAccount account() {
    return desk.account();
  }

  @Override
  public CompletableFuture<Answer<SessionList>> sessions() {
    return desk.sessions();
  }

  @Override
  public CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange change) {
    return desk.changePassword(change)
        .thenApplyAsync(
            answer -> {
              if (answer instanceof Answer.Given<AccountInfo>) {
                accounts.keepPassword(account().id(), change.newPassword());
              }
              return answer;
            },
            work.background());
  }

  @Override
  public void signOut() {
    desk.signOut();
  }

  @Override
  public void signOutEverywhere() {
    desk.signOutEverywhere();
  }
}
