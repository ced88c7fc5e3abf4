package chatx.desktop.settings;

import chatx.desktop.session.Answer;
import chatx.desktop.session.Trouble;
import chatx.desktop.ui.Texts;
import chatx.protocol.http.AccountInfo;
import chatx.protocol.http.PasswordChange;
import chatx.protocol.http.ProblemDetails;
import chatx.protocol.http.SessionInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The sign-ins of one account, and its password. FX thread only. */
public final class AccountViewModel {
  private final Texts texts;
  private final AccountDesk desk;
  private final Executor fx;
  private final ObservableList<SessionInfo> sessions = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper sessionsProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper passwordProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper passwordChanged = new ReadOnlyBooleanWrapper();
  private final StringProperty currentPassword = new SimpleStringProperty("");
  private final StringProperty newPassword = new SimpleStringProperty("");

  public AccountViewModel(Texts texts, AccountDesk desk, Executor fx) {
    this.texts = texts;
    this.desk = desk;
    this.fx = fx;
  }

  public AccountDesk desk() {
    return desk;
  }

  /** The last used first. */
  public ObservableList<SessionInfo> sessions() {
    return sessions;
  }

  public ReadOnlyStringProperty sessionsProblemProperty() {
    return sessionsProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty passwordProblemProperty() {
    return passwordProblem.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Whether the last change was made. */
  public ReadOnlyBooleanProperty passwordChangedProperty() {
    return passwordChanged.getReadOnlyProperty();
  }

  public StringProperty currentPasswordProperty() {
    return currentPassword;
  }

  public StringProperty newPasswordProperty() {
    return newPassword;
  }

  public void loadSessions() {
    take(
        desk.sessions(),
        list -> {
          sessionsProblem.set("");
          sessions.setAll(list.sessions());
        },
        sessionsProblem::set);
  }

  public void changePassword() {
    if (currentPassword.get().isEmpty() || newPassword.get().isEmpty()) {
      passwordProblem.set(texts.get("settings.password.missing"));
      return;
    }
    var change = new PasswordChange(currentPassword.get(), newPassword.get());
    passwordChanged.set(false);
    passwordProblem.set("");
    busy.set(true);
    take(
        desk.changePassword(change),
        (AccountInfo _) -> {
          busy.set(false);
          currentPassword.set("");
          newPassword.set("");
          passwordChanged.set(true);
          loadSessions();
        },
        words -> {
          busy.set(false);
          passwordProblem.set(words);
        });
  }

  private <T> void take(
      CompletableFuture<Answer<T>> coming, Consumer<T> then, Consumer<String> otherwise) {
    var _ =
        coming.whenCompleteAsync(
            (answer, failure) -> {
              if (failure != null) {
                otherwise.accept(trouble(Trouble.BROKEN));
                return;
              }
              switch (answer) {
                case Answer.Given<T>(T value) -> then.accept(value);
                case Answer.Refused<T>(ProblemDetails refusal) ->
                    otherwise.accept(texts.problem(refusal.code(), refusal.retryAfterMs()));
                case Answer.Failed<T>(Trouble trouble) -> otherwise.accept(trouble(trouble));
              }
            },
            fx);
  }

  private String trouble(Trouble trouble) {
    return texts.trouble(trouble, desk.account().address().display());
  }
}
