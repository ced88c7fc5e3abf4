package chatx.desktop.settings;

import chatx.desktop.storage.SavedAccount;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.http.SessionInfo;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What the settings show of each account. */
final class AccountViews {
  private AccountViews() {}

  static HBox heading(AccountViewModel model) {
    SavedAccount account = model.desk().account();
    String name = SafeText.oneLine(account.serverName());
    var title = new Label(name);
    title.getStyleClass().add("settings-title");
    var line = new HBox(Avatar.server(name, 24), title);
    line.getStyleClass().add("account-heading");
    return line;
  }

  /** Where the account is signed in. */
  static Function<AccountViewModel, Region> sessions(Texts texts) {
    DateTimeFormatter time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(texts.locale())
            .withZone(ZoneId.systemDefault());
    return model -> {
      var list = new VBox();
      list.getStyleClass().add("sessions");
      Runnable fill =
          () ->
              list.getChildren()
                  .setAll(model.sessions().stream().map(one -> session(texts, time, one)).toList());
      model.sessions().subscribe(fill);
      fill.run();
      model.loadSessions();
      return new VBox(list, problem(model.sessionsProblemProperty()));
    };
  }

  /** Two fields and a button. */
  static Function<AccountViewModel, Region> password(Texts texts) {
    return model -> {
      VBox current =
          field(
              texts.get("settings.password.current"),
              "settings-current-password",
              model.currentPasswordProperty());
      VBox next =
          field(
              texts.get("settings.password.new"),
              "settings-new-password",
              model.newPasswordProperty());
      HBox.setHgrow(current, Priority.ALWAYS);
      HBox.setHgrow(next, Priority.ALWAYS);
      var fields = new HBox(current, next);
      fields.getStyleClass().add("password-fields");
      var change = new Button(texts.get("settings.password.change"));
      change.setId("settings-change-password");
      change.disableProperty().bind(model.busyProperty());
      change.setOnAction(_ -> model.changePassword());
      var done = new Label(texts.get("settings.password.done"));
      done.setGraphic(Icons.of(Feather.CHECK_CIRCLE));
      done.getStyleClass().add("done");
      done.visibleProperty().bind(model.passwordChangedProperty());
      var line = new HBox(change, done);
      line.getStyleClass().add("account-heading");
      var box = new VBox(fields, problem(model.passwordProblemProperty()), line);
      box.getStyleClass().add("password-form");
      return box;
    };
  }

  /** Here or everywhere; both are asked about first. */
  static Function<AccountViewModel, Region> signOut(Texts texts, Dialogs dialogs) {
    return model -> {
      String server = SafeText.oneLine(model.desk().account().serverName());
      var here = new Button(texts.get("settings.sign_out.here"), Icons.of(Feather.LOG_OUT));
      here.setOnAction(_ ->
          dialogs.confirm(
              texts.get("settings.sign_out.here_title", server),
              texts.get("settings.sign_out.here_text"),
              texts.get("settings.sign_out.here"),
              model.desk()::signOut));
      var everywhere = new Button(texts.get("settings.sign_out.everywhere"));
      everywhere.getStyleClass().addAll("flat", "danger");
      everywhere.setOnAction(_ ->
          dialogs.confirmDanger(
              texts.get("settings.sign_out.everywhere_title", server),
              texts.get("settings.sign_out.everywhere_text"),
              texts.get("settings.sign_out.everywhere"),
              model.desk()::signOutEverywhere));
      var line = new HBox(here, everywhere);
      line.getStyleClass().add("account-heading");
      return line;
    };
  }

  private static HBox session(Texts texts, DateTimeFormatter time, SessionInfo session) {
    var device = new Label(SafeText.oneLine(session.device()));
    device.getStyleClass().add("settings-title");
    var detail =
        new Label(
            texts.get(
                "settings.sessions.detail",
                SafeText.oneLine(session.address()),
                time.format(session.lastUsedAt())));
    detail.getStyleClass().addAll("small", "subtle");
    var words = new VBox(device, detail);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    var line = new HBox(Icons.of(Feather.MONITOR), words);
    if (session.current()) {
      var here = new Label(texts.get("settings.sessions.here"));
      here.getStyleClass().add("here");
      here.setMinWidth(Region.USE_PREF_SIZE);
      line.getChildren().add(here);
    }
    line.getStyleClass().add("session");
    return line;
  }

  private static VBox field(String words, String id, StringProperty value) {
    var input = new PasswordField();
    input.setId(id);
    input.textProperty().bindBidirectional(value);
    input.setAccessibleText(words);
    var label = new Label(words);
    label.getStyleClass().add("field-label");
    label.setLabelFor(input);
    var box = new VBox(label, input);
    box.getStyleClass().add("field");
    return box;
  }

  private static Label problem(ReadOnlyStringProperty words) {
    var problem = new Label();
    problem.getStyleClass().add("problem");
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    problem.setWrapText(true);
    problem.setMaxWidth(Double.MAX_VALUE);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.textProperty().bind(words);
    problem.visibleProperty().bind(words.map(text -> !text.isEmpty()));
    problem.managedProperty().bind(problem.visibleProperty());
    return problem;
  }
}
