package chatx.desktop.settings;

import chatx.desktop.session.Answer;
import chatx.desktop.session.ClientSession;
import chatx.desktop.storage.SavedAccount;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionList;
import java.util.concurrent.CompletableFuture;

/** What one may do with an account: see its sign-ins and end them, change its password. */
public interface AccountDesk {
  SavedAccount account();

  CompletableFuture<Answer<SessionList>> sessions();

  CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange change);

  void signOut();

  void signOutEverywhere();

  /** That of an account which has a session. */
  static AccountDesk of(SavedAccount account, ClientSession session) {
    return new AccountDesk() {
      @Override
      public SavedAccount account() {
        return account;
      }

      @Override
      public CompletableFuture<Answer<SessionList>> sessions() {
        return session.sessions();
      }

      @Override
      public CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange change) {
        return session.changePassword(change);
      }

      @Override
      public void signOut() {
        session.signOut();
      }

      @Override
      public void signOutEverywhere() {
        session.signOutEverywhere();
      }
    };
  }
}
