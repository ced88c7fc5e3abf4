package chatx.desktop.settings;

import chatx.desktop.session.Answer;
import chatx.desktop.session.Trouble;
import chatx.desktop.storage.AccountId;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.SessionInfo;
import chatx.protocol.http.SessionList;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An account for pictures and tests: two sign-ins, and whatever answer to a new password. */
public record SampleDesk(CompletableFuture<Answer<AccountInfo>> change) implements AccountDesk {
  public static SampleDesk friendly() {
    return new SampleDesk(
        CompletableFuture.completedFuture(new Answer.Failed<>(Trouble.TIMED_OUT)));
  }

  @Override
  public SavedAccount account() {
    return new SavedAccount(
        new AccountId(new UUID(1, 2)),
        new ServerAddress("192.168.1.5", 8420, false),
        "Willow House\u2022",
        new UserSummary(new UserId(new UUID(7, 7)), "ada", "Ada Lovelace\u2022"),
        false);
  }

  @Override
  public CompletableFuture<Answer<SessionList>> sessions() {
    return CompletableFuture.completedFuture(
        new Answer.Given<>(
            new SessionList(
                List.of(
                    session(1, "Ada’s laptop\u2022", "192.168.1.20", true),
                    session(2, "Kitchen computer\u2022", "192.168.1.33", false)))));
  }

  @Override
  public CompletableFuture<Answer<AccountInfo>> changePassword(PasswordChange wanted) {
    return change;
  }

  @Override
  public void signOut() {}

  @Override
  public void signOutEverywhere() {}

  private static SessionInfo session(int id, String device, String address, boolean current) {
    Instant made = Instant.parse("2026-11-20T08:00:00Z");
    return new SessionInfo(
        new SessionId(new UUID(0, id)), device, address, made, made.plusSeconds(90_000), current);
  }
}
