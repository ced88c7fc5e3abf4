package chatx.desktop.invite;

import chatx.desktop.invite.InviteViewModel.Fresh;
import chatx.desktop.invite.InviteViewModel.Life;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.Invite;
import chatx.protocol.UserSummary;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;

/**
 * Invites to a room or a server: the form of a new one, its link and QR code, and those that are
 * open.
 */
public final class InviteView {
  private static final int CODE = 200;

  private final Texts texts;
  private final InviteViewModel model;
  private final DateTimeFormatter until;
  private final VBox made = new VBox();
  private final VBox open = new VBox();

  private InviteView(Texts texts, InviteViewModel model, ZoneId zone) {
    this.texts = texts;
    this.model = model;
    until =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(texts.locale())
            .withZone(zone);
  }

  /** In front of the window; the zone decides at what hour an invite is said to end. */
  public static Dialog show(Dialogs dialogs, Texts texts, InviteViewModel model, ZoneId zone) {
    var view = new InviteView(texts, model, zone);
    Dialog dialog = dialogs.panel(texts.get("invite.title", model.target()), view.body());
    model.problemProperty().subscribe(dialog::problem);
    dialog.button(texts.get("dialog.close"), dialog::close).setId("invite-close");
    Button go = dialog.action(texts.get("invite.create"), model::create);
    go.setId("invite-create");
    go.disableProperty().bind(model.busyProperty());
    return dialog.show();
  }

  private VBox body() {
    var lead = new Label(texts.get(model.isToServer() ? "invite.lead_server" : "invite.lead"));
    lead.setWrapText(true);
    lead.setMinHeight(Region.USE_PREF_SIZE);
    lead.getStyleClass().add("muted");
    var choices =
        new HBox(
            choice(
                "invite.life",
                "invite-life",
                List.of(Life.values()),
                each -> texts.get("invite.life." + each.name().toLowerCase(Locale.ROOT)),
                model.lifeProperty()),
            choice(
                "invite.uses",
                "invite-uses",
                InviteViewModel.USES,
                each -> texts.get("invite.uses.people", each),
                model.usesProperty()));
    choices.getStyleClass().add("invite-choices");
    made.getStyleClass().add("invite-made");
    made.managedProperty().bind(made.visibleProperty());
    open.getStyleClass().add("invite-open");
    open.managedProperty().bind(open.visibleProperty());
    var body = new VBox(lead, choices, made, open);
    body.getStyleClass().add("invites");
    body.getStylesheets().add(Theme.css(InviteView.class, "invite.css"));
    model.freshProperty().subscribe(this::fill);
    model.openProperty().subscribe(this::fill);
    return body;
  }

  private <T> VBox choice(
      String key, String id, List<T> all, Function<T, String> words, ObjectProperty<T> value) {
    var box = new ChoiceBox<T>();
    box.setId(id);
    box.getItems().setAll(all);
    box.setConverter(
        new StringConverter<T>() {
          @Override
          public String toString(T each) {
            return each == null ? "" : words.apply(each);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException("nobody types here");
          }
        });
    box.valueProperty().bindBidirectional(value);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText(texts.get(key));
    var label = new Label(texts.get(key));
    label.setLabelFor(box);
    label.getStyleClass().add("field-label");
    var field = new VBox(label, box);
    field.getStyleClass().add("field");
    HBox.setHgrow(field, Priority.ALWAYS);
    return field;
  }

  private void fill() {
    Fresh fresh = model.freshProperty().get();
    made.setVisible(fresh != null);
    if (fresh != null) {
      made.getChildren().setAll(link(fresh), code(fresh));
    } else {
      made.getChildren().clear();
    }
    List<Invite> invites = model.openProperty().get();
    open.setVisible(!invites.isEmpty());
    var title = new Label(texts.get("invite.open"));
    title.getStyleClass().add("field-label");
    open.getChildren().setAll(title);
    invites.forEach(invite -> open.getChildren().add(row(invite)));
  }

  private VBox link(Fresh fresh) {
    var field = new TextField(fresh.link());
    field.setId("invite-link");
    field.setEditable(false);
    field.setAccessibleText(texts.get("invite.link"));
    var line =
        new HBox(
            copy("invite.copy", "invite-copy", fresh.link()),
            copy("invite.copy_web", "invite-copy-web", fresh.webLink()));
    line.getStyleClass().add("invite-line");
    var hint = new Label(texts.get("invite.link_hint"));
    hint.setWrapText(true);
    hint.setMinHeight(Region.USE_PREF_SIZE);
    hint.getStyleClass().add("field-hint");
    return new VBox(8, field, line, hint);
  }

  private Button copy(String key, String id, String text) {
    var button = new Button(texts.get(key), Icons.of(Feather.COPY, 16));
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> {
      var content = new ClipboardContent();
      content.putString(text);
      Clipboard.getSystemClipboard().setContent(content);
      button.setGraphic(Icons.of(Feather.CHECK, 16));
    });
    return button;
  }

  private StackPane code(Fresh fresh) {
    // With the web form: a telephone's camera opens it, and finds the page that explains it.
    ImageView code = QrCode.of(fresh.webLink(), CODE);
    code.setId("invite-code");
    code.setAccessibleText(texts.get("invite.code"));
    var middle = new StackPane(code);
    middle.getStyleClass().add("invite-code");
    return middle;
  }

  private HBox row(Invite invite) {
    var used = new Label(texts.get("invite.used", invite.used(), invite.uses()));
    UserSummary by = invite.by();
    var detail =
        new Label(
            by == null
                ? texts.get("invite.until", until.format(invite.expiresAt()))
                : texts.get(
                    "invite.until_by",
                    until.format(invite.expiresAt()),
                    SafeText.oneLine(by.displayName())));
    detail.getStyleClass().addAll("small", "subtle");
    detail.setWrapText(true);
    var words = new VBox(used, detail);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    var revoke = new Button(texts.get("invite.revoke"));
    revoke.getStyleClass().add("invite-revoke");
    revoke.setMinWidth(Region.USE_PREF_SIZE);
    revoke.setOnAction(_ -> model.revoke(invite));
    var row = new HBox(words, revoke);
    row.getStyleClass().add("invite-row");
    return row;
  }
}
