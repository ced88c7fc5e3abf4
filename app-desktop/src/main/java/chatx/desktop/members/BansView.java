package chatx.desktop.members;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.Ban;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The list of bans in front of the window. FX thread only. */
public final class BansView {
  private static final double PICTURE = 36;

  private final Texts texts;
  private final BansViewModel model;
  private final DateTimeFormatter day;
  private final VBox root = new VBox();

  private BansView(Texts texts, BansViewModel model, ZoneId zone) {
    this.texts = texts;
    this.model = model;
    day =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(texts.locale())
            .withZone(zone);
    root.getStyleClass().add("bans");
    root.getStylesheets().add(Theme.css(BansView.class, "members.css"));
    model.bans().subscribe(this::fill);
    model.loadingProperty().subscribe(this::fill);
    fill();
  }

  /** The zone decides on which day a ban was made. */
  public static Dialog show(Dialogs dialogs, Texts texts, BansViewModel model, ZoneId zone) {
    var view = new BansView(texts, model, zone);
    Dialog dialog = dialogs.panel(texts.get("members.bans_title", model.roomName()), view.root);
    model.problemProperty().subscribe(dialog::problem);
    dialog.button(texts.get("dialog.close"), dialog::close).setId("bans-close");
    return dialog.show();
  }

  private void fill() {
    if (model.bans().isEmpty()) {
      root.getChildren().setAll(empty());
    } else {
      root.getChildren().setAll(model.bans().stream().map(this::row).toList());
    }
  }

  private Node empty() {
    var words =
        new Label(texts.get(model.loadingProperty().get() ? "members.loading" : "members.no_bans"));
    words.setWrapText(true);
    words.getStyleClass().add("muted");
    var box = new VBox(Icons.of(Feather.SHIELD), words);
    box.getStyleClass().add("empty-state");
    return box;
  }

  private HBox row(Ban ban) {
    String shown = SafeText.oneLine(ban.user().displayName());
    var name = new Label(shown);
    name.getStyleClass().add("member-name");
    name.setMinWidth(0);
    var detail =
        new Label(
            texts.get(
                "members.ban_detail",
                SafeText.oneLine(ban.by().displayName()),
                day.format(ban.at())));
    detail.getStyleClass().addAll("small", "subtle");
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    var words = new VBox(name, detail);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    if (ban.reason() != null && !ban.reason().isBlank()) {
      var reason = new Label(SafeText.oneLine(ban.reason()));
      reason.setWrapText(true);
      reason.setMinHeight(Region.USE_PREF_SIZE);
      reason.getStyleClass().addAll("small", "muted");
      words.getChildren().add(reason);
    }
    var lift = new Button(texts.get("members.unban"));
    lift.getStyleClass().add("unban");
    lift.setAccessibleText(texts.get("members.unban_of", shown));
    lift.setMinWidth(Region.USE_PREF_SIZE);
    lift.setOnAction(_ -> model.lift(ban));
    var row = new HBox(Avatar.of(ban.user().id(), shown, PICTURE), words, lift);
    row.getStyleClass().addAll("row", "ban");
    return row;
  }
}
