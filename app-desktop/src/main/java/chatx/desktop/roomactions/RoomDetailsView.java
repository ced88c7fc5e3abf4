package chatx.desktop.roomactions;

import atlantafx.base.controls.ToggleSwitch;
import chatx.desktop.model.RoomModel;
import chatx.desktop.roomactions.RoomActionsViewModel.Part;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Field;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.Limits;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** What a room is like. What one's role does not allow is shown, but cannot be changed. */
final class RoomDetailsView {
  private static final double PICTURE = 48;

  private final Texts texts;
  private final RoomActionsViewModel model;
  private final RoomModel room;
  private final Runnable leave;
  private final Runnable delete;
  private final VBox root = new VBox();
  private final Label name = new Label();
  private final Label about = new Label();

  RoomDetailsView(Texts texts, RoomActionsViewModel model, Runnable leave, Runnable delete) {
    this.texts = texts;
    this.model = model;
    this.room = model.room();
    this.leave = leave;
    this.delete = delete;
    root.getStyleClass().add("room-details");
    root.getStylesheets().add(Theme.css(RoomDetailsView.class, "roomactions.css"));
  }

  Region root() {
    return root;
  }

  /** Keeps it up to date until unsubscribed; {@code gone} when one is not in the room any more. */
  Subscription follow(Runnable gone) {
    ListChangeListener<RoomModel> rooms =
        _ -> {
          if (room.server().room(room.id()).isEmpty()) {
            gone.run();
          }
        };
    room.server().rooms().addListener(rooms);
    return Subscription.combine(
        () -> room.server().rooms().removeListener(rooms),
        room.myRoleProperty().subscribe(_ -> fill()),
        room.lockedProperty().subscribe(_ -> fill()),
        room.nameProperty().subscribe(_ -> describe()),
        room.memberCountProperty().subscribe(_ -> describe()));
  }

  private void describe() {
    name.setText(model.shownName());
    String role =
        switch (room.myRoleProperty().get()) {
          case OWNER -> texts.get("roomactions.i_am_owner");
          case MODERATOR -> texts.get("roomactions.i_am_moderator");
          case MEMBER -> texts.get("roomactions.i_am_member");
        };
    about.setText(
        texts.get(
            room.lockedProperty().get() ? "roomactions.about_private" : "roomactions.about_public",
            room.memberCountProperty().get(),
            role));
  }

  private void fill() {
    describe();
    root.getChildren().setAll(head(), naming());
    if (model.mayOwn()) {
      root.getChildren().add(password());
    }
    root.getChildren().addAll(forMe(), ending());
  }

  private HBox head() {
    name.getStyleClass().add("subheading");
    name.setWrapText(true);
    about.getStyleClass().addAll("small", "muted");
    about.setWrapText(true);
    var words = new VBox(name, about);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    var head = new HBox(Avatar.square(room.id().value(), model.shownName(), PICTURE), words);
    head.getStyleClass().add("room-details-head");
    return head;
  }

  private VBox naming() {
    if (!model.mayDescribe()) {
      String topic = SafeText.oneLine(room.topicProperty().get());
      var title = new Label(texts.get("roomactions.topic"));
      title.getStyleClass().add("field-label");
      var words = new Label(topic.isBlank() ? texts.get("roomactions.no_topic") : topic);
      words.setWrapText(true);
      words.setMinHeight(Region.USE_PREF_SIZE);
      words.getStyleClass().add("muted");
      var box = new VBox(title, words);
      box.getStyleClass().add("field");
      return box;
    }
    var box =
        new VBox(
            changing(
                Part.NAME,
                new Field(
                    new TextField(),
                    "details-name",
                    texts.get("roomactions.name"),
                    model.nameProperty()),
                texts.get("roomactions.rename"),
                "details-rename",
                model::rename),
            changing(
                Part.TOPIC,
                new Field(
                    new TextField(),
                    "details-topic",
                    texts.get("roomactions.topic"),
                    model.topicProperty()),
                texts.get("roomactions.save_topic"),
                "details-save-topic",
                model::setTopic));
    box.getStyleClass().add("form");
    return box;
  }

  private VBox password() {
    boolean locked = room.lockedProperty().get();
    var field =
        new Field(
                new PasswordField(),
                "details-password",
                texts.get(locked ? "roomactions.new_password" : "roomactions.password"),
                model.passwordProperty())
            .hint(
                texts.get(
                    locked ? "roomactions.password_hint" : "roomactions.password_hint_public",
                    Limits.ROOM_PASSWORD_MIN));
    VBox box =
        changing(
            Part.PASSWORD,
            field,
            texts.get(locked ? "roomactions.change_password" : "roomactions.set_password"),
            "details-set-password",
            model::setPassword);
    if (locked) {
      var remove = new Button(texts.get("roomactions.remove_password"), Icons.of(Feather.UNLOCK));
      remove.setId("details-remove-password");
      remove.getStyleClass().addAll("flat", "danger");
      remove.disableProperty().bind(model.busyProperty());
      remove.setOnAction(_ -> model.removePassword());
      box.getChildren().add(remove);
    }
    return box;
  }

  /** A field, its button beside it, and what came of it beneath. */
  private VBox changing(Part part, Field field, String words, String id, Runnable change) {
    var save = new Button(words);
    save.setId(id);
    save.setMinWidth(Region.USE_PREF_SIZE);
    save.disableProperty().bind(model.busyProperty());
    save.setOnAction(_ -> change.run());
    ((TextField) field.input()).setOnAction(_ -> change.run());
    HBox.setHgrow(field.input(), Priority.ALWAYS);
    int at = field.getChildren().indexOf(field.input());
    field.getChildren().remove(field.input());
    var line = new HBox(field.input(), save);
    line.getStyleClass().add("room-details-line");
    field.getChildren().add(at, line);
    field.problem(model.problemProperty(part));
    var done = new Label();
    done.setGraphic(Icons.of(Feather.CHECK_CIRCLE, 14));
    done.getStyleClass().add("room-details-done");
    done.textProperty().bind(model.noteProperty(part));
    showWhile(done, model.noteProperty(part).isNotEmpty());
    field.getChildren().add(done);
    return field;
  }

  private VBox forMe() {
    var title = new Label(texts.get("roomactions.for_me"));
    title.getStyleClass().add("section-label");
    var box =
        new VBox(
            title,
            choice(
                "details-favourite",
                texts.get("roomactions.favourite"),
                texts.get("roomactions.favourite_hint"),
                room.favouriteProperty().get(),
                room::favourite),
            choice(
                "details-muted",
                texts.get("roomactions.muted"),
                texts.get("roomactions.muted_hint"),
                room.mutedProperty().get(),
                room::muted));
    box.getStyleClass().add("room-details-section");
    return box;
  }

  private static HBox choice(
      String id, String words, String hint, boolean now, Consumer<Boolean> choose) {
    var toggle = new ToggleSwitch();
    toggle.setId(id);
    toggle.setSelected(now);
    toggle.setAccessibleText(words);
    toggle.selectedProperty().addListener((_, _, yes) -> choose.accept(yes));
    var title = new Label(words);
    title.getStyleClass().add("field-label");
    var more = new Label(hint);
    more.getStyleClass().add("field-hint");
    more.setWrapText(true);
    var both = new VBox(title, more);
    both.setMinWidth(0);
    HBox.setHgrow(both, Priority.ALWAYS);
    var line = new HBox(both, toggle);
    line.getStyleClass().add("room-details-choice");
    return line;
  }

  private VBox ending() {
    Node content;
    if (model.mayLeave()) {
      content = ending("details-leave", Feather.LOG_OUT, texts.get("roomactions.leave"), leave);
    } else {
      content = ending("details-delete", Feather.TRASH_2, texts.get("roomactions.delete"), delete);
    }
    var hint =
        new Label(
            texts.get(model.mayLeave() ? "roomactions.leave_hint" : "roomactions.owner_hint"));
    hint.getStyleClass().add("field-hint");
    hint.setWrapText(true);
    hint.setMinHeight(Region.USE_PREF_SIZE);
    var box = new VBox(content, hint);
    box.getStyleClass().add("room-details-section");
    return box;
  }

  private static Button ending(String id, Feather icon, String words, Runnable action) {
    var button = new Button(words, Icons.of(icon));
    button.setId(id);
    button.getStyleClass().addAll("flat", "danger");
    button.setOnAction(_ -> action.run());
    return button;
  }

  private static void showWhile(Node node, ObservableValue<Boolean> shown) {
    node.visibleProperty().bind(shown);
    node.managedProperty().bind(node.visibleProperty());
  }
}
