package chatx.desktop.browse;

import chatx.desktop.browse.CreateRoomViewModel.Place;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Field;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.Limits;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The form of a new room. FX thread only. */
public final class CreateRoomView {
  private CreateRoomView() {}

  /** In front of the window, until the room is there. */
  public static Dialog show(Dialogs dialogs, Texts texts, CreateRoomViewModel model) {
    var nameInput = new TextField();
    nameInput.setPromptText(texts.get("browse.name_prompt"));
    var name =
        new Field(nameInput, "create-name", texts.get("browse.name"), model.nameProperty())
            .problem(model.problemProperty(Place.NAME));
    var topic =
        new Field(new TextField(), "create-topic", texts.get("browse.topic"), model.topicProperty())
            .problem(model.problemProperty(Place.TOPIC));
    var password =
        new Field(
                new PasswordField(),
                "create-password",
                texts.get("browse.password"),
                model.passwordProperty())
            .hint(texts.get("browse.password_hint", Limits.ROOM_PASSWORD_MIN))
            .problem(model.problemProperty(Place.PASSWORD));
    password.visibleProperty().bind(model.privateProperty());
    password.managedProperty().bind(model.privateProperty());
    var form = new VBox(name, topic, kind(texts, model), password);
    form.getStyleClass().addAll("form", "create-room");
    form.getStylesheets().add(Theme.css(CreateRoomView.class, "browse.css"));
    Dialog dialog = dialogs.panel(texts.get("browse.create"), form).focusOn(nameInput);
    dialog.cancel();
    Button create = dialog.action(texts.get("browse.create_go"), model::create);
    create.setId("create-go");
    create.disableProperty().bind(model.busyProperty());
    model.problemProperty(Place.WHOLE).subscribe(dialog::problem);
    focusOnProblem(model, Place.NAME, name);
    focusOnProblem(model, Place.TOPIC, topic);
    focusOnProblem(model, Place.PASSWORD, password);
    model
        .doneProperty()
        .subscribe(done -> {
          if (done) {
            dialog.close();
          }
        });
    return dialog.show();
  }

  private static void focusOnProblem(CreateRoomViewModel model, Place place, Field field) {
    model
        .problemProperty(place)
        .subscribe(words -> {
          if (!words.isEmpty()) {
            field.input().requestFocus();
          }
        });
  }

  private static VBox kind(Texts texts, CreateRoomViewModel model) {
    var group = new ToggleGroup();
    ToggleButton open = toggle(Feather.HASH, texts.get("browse.public"), "create-public", group);
    ToggleButton closed =
        toggle(Feather.LOCK, texts.get("browse.private"), "create-private", group);
    (model.privateProperty().get() ? closed : open).setSelected(true);
    group
        .selectedToggleProperty()
        .addListener((_, before, now) -> {
          if (now == null) {
            group.selectToggle(before);
          } else {
            model.privateProperty().set(closed.equals(now));
          }
        });
    var toggles = new HBox(open, closed);
    toggles.getStyleClass().add("segments");
    var hint = new Label();
    hint.getStyleClass().add("field-hint");
    hint.setWrapText(true);
    hint.textProperty()
        .bind(
            model
                .privateProperty()
                .map(locked -> texts.get(locked ? "browse.private_hint" : "browse.public_hint")));
    var box = new VBox(toggles, hint);
    box.getStyleClass().add("field");
    return box;
  }

  private static ToggleButton toggle(Feather icon, String words, String id, ToggleGroup group) {
    var toggle = new ToggleButton(words, Icons.of(icon, 16));
    toggle.setId(id);
    toggle.setToggleGroup(group);
    toggle.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(toggle, Priority.ALWAYS);
    return toggle;
  }
}
