package chatx.desktop.members;

import chatx.desktop.model.MemberModel;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A heading or a member: picture with presence, names, role. */
final class MemberCell extends ListCell<MemberRow> {
  private static final PseudoClass ONLINE = PseudoClass.getPseudoClass("online");
  private static final double PICTURE = 32;

  private final Texts texts;
  private final MembersViewModel model;
  private final Consumer<MemberRow> openMenu;
  private @Nullable HBox row;

  MemberCell(Texts texts, MembersViewModel model, Consumer<MemberRow> openMenu) {
    this.texts = texts;
    this.model = model;
    this.openMenu = openMenu;
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable MemberRow shown, boolean empty) {
    super.updateItem(shown, empty);
    row = null;
    setTooltip(null);
    setAccessibleText(null);
    if (empty || shown == null) {
      setGraphic(null);
      return;
    }
    switch (shown) {
      case MemberRow.Heading(String words) -> {
        var label = new Label(words);
        label.getStyleClass().addAll("section-label", "member-heading");
        setGraphic(label);
        setAccessibleText(words);
      }
      case MemberRow.Person person -> {
        row = row(person);
        setGraphic(row);
      }
    }
    updateSelected(isSelected());
  }

  @Override
  public void updateSelected(boolean selected) {
    super.updateSelected(selected);
    if (row != null) {
      row.getStyleClass().remove("selected");
      if (selected) {
        row.getStyleClass().add("selected");
      }
    }
  }

  private HBox row(MemberRow.Person person) {
    MemberModel member = person.member();
    String shown = SafeText.oneLine(member.user().displayName());
    String handle = "@" + SafeText.oneLine(member.user().name());
    String role =
        switch (member.role()) {
          case OWNER -> texts.get("members.role.owner");
          case MODERATOR -> texts.get("members.role.moderator");
          case MEMBER -> "";
        };
    var name = new Label(person.me() ? texts.get("members.me", shown) : shown);
    name.getStyleClass().add("member-name");
    name.setMinWidth(0);
    var account =
        new Label(role.isEmpty() ? handle : texts.get("members.role_and_name", role, handle));
    account.getStyleClass().addAll("small", "subtle");
    account.setMinWidth(0);
    var words = new VBox(name, account);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    var dot = new Region();
    dot.getStyleClass().add("presence");
    dot.pseudoClassStateChanged(ONLINE, member.online());
    StackPane.setAlignment(dot, Pos.BOTTOM_RIGHT);
    var picture = new StackPane(Avatar.of(member.user().id(), shown, PICTURE), dot);
    picture.setMinSize(PICTURE, PICTURE);
    picture.setMaxSize(PICTURE, PICTURE);
    var line = new HBox(picture, words);
    line.getStyleClass().addAll("row", "member-row");
    line.pseudoClassStateChanged(ONLINE, member.online());
    if (!model.actions(member).isEmpty()) {
      line.getChildren().add(more(person, shown));
    }
    setAccessibleText(
        shown
            + ", "
            + texts.get(member.online() ? "members.is_online" : "members.is_offline")
            + (role.isEmpty() ? "" : ", " + role));
    setTooltip(Icons.tooltip(shown + "\n" + handle));
    return line;
  }

  private Button more(MemberRow.Person person, String shown) {
    Button more = Icons.button(Feather.MORE_VERTICAL, texts.get("members.menu_of", shown));
    more.getStyleClass().add("member-more");
    more.setFocusTraversable(false);
    more.setMinWidth(Region.USE_PREF_SIZE);
    more.setOnAction(_ -> openMenu.accept(person));
    return more;
  }
}
