package chatx.desktop.welcome;

import chatx.desktop.ui.AppIcon;
import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.protocol.invite.InviteLink;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One card in the middle: a question at a time, at most three fields. */
public final class WelcomeView {
  private static final double CARD = 448;

  /** What is left for the content of a large button. */
  private static final double CHOICE = CARD - 2 * 32 - 2 * 17;

  private final Texts texts;
  private final WelcomeViewModel model;
  private final @Nullable Runnable cancel;
  private final VBox card = new VBox();
  private final StackPane root = new StackPane();
  private final StackPane found = new StackPane();
  private final Label problem = new Label();

  /**
   * @param cancel leads back to where one came from; null when there is no such place
   */
  public WelcomeView(Texts texts, WelcomeViewModel model, @Nullable Runnable cancel) {
    this(texts, model, cancel, WelcomeView::copied);
  }

  /**
   * @param clipboard what was copied last; empty for no text
   */
  WelcomeView(
      Texts texts, WelcomeViewModel model, @Nullable Runnable cancel, Supplier<String> clipboard) {
    this.texts = texts;
    this.model = model;
    this.cancel = cancel;
    problem.getStyleClass().add("problem");
    problem.setId("welcome-problem");
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
    problem.setWrapText(true);
    problem.setMaxWidth(Double.MAX_VALUE);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(model.problemProperty().map(text -> !text.isEmpty()));
    problem.managedProperty().bind(problem.visibleProperty());
    found.setMinHeight(Region.USE_PREF_SIZE);
    card.getStyleClass().addAll("card", "welcome-card");
    card.setMaxSize(CARD, Region.USE_PREF_SIZE);
    card.setPrefWidth(CARD);
    var middle = new StackPane(card);
    middle.getStyleClass().add("welcome-middle");
    var scroll = new ScrollPane(middle);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    root.getChildren().setAll(scroll);
    root.getStyleClass().add("welcome");
    root.getStylesheets().add(Theme.css(WelcomeView.class, "welcome.css"));
    root.setNodeOrientation(texts.orientation());
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    model.stepProperty().subscribe(_ -> build());
    // Whenever the window gets the focus: the person may have copied something elsewhere.
    root.sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::focusedProperty)
        .orElse(false)
        .subscribe(focused -> {
          if (focused) {
            model.clipboard(clipboard.get());
          }
        });
  }

  public Region root() {
    return root;
  }

  /** Where servers stand that were found on the network. */
  public StackPane found() {
    return found;
  }

  private void build() {
    card.getChildren().clear();
    switch (model.stepProperty().get()) {
      case START -> start();
      case HOST -> host();
      case ADDRESS -> address();
      case TRUST -> trust();
      case ACCOUNT -> account();
    }
    Platform.runLater(this::focusFirst);
  }

  private void start() {
    var title = heading("welcome.start.title", "display");
    var lead = paragraph("welcome.start.lead");
    var head = new VBox(AppIcon.view(56), title, lead);
    head.getStyleClass().add("welcome-head");
    var nameField =
        field("welcome.start.name", "welcome-display-name", model.displayNameProperty(), false);
    var hostButton =
        choice("welcome.start.host", "welcome.start.host_lead", Feather.HOME, model::chooseHost);
    hostButton.setId("welcome-host");
    hostButton.setDefaultButton(true);
    var joinButton =
        choice("welcome.start.join", "welcome.start.join_lead", Feather.LOG_IN, model::chooseJoin);
    joinButton.setId("welcome-join");
    var choices = new VBox(hostButton, joinButton);
    choices.getStyleClass().add("welcome-choices");
    card.getChildren().addAll(top(null), head, nameField, problem, offer(), choices, found);
  }

  private void host() {
    card.getChildren()
        .addAll(
            top("welcome.host.title"),
            paragraph("welcome.host.lead"),
            field("welcome.host.room", "welcome-room", model.roomProperty(), false),
            withHint(
                field(
                    "welcome.host.password",
                    "welcome-room-password",
                    model.roomPasswordProperty(),
                    true),
                "welcome.host.password_hint"),
            problem,
            buttons("welcome.host.go", "welcome-host-go", model::host));
  }

  private void address() {
    TextField typed = new TextField();
    typed.setPromptText(texts.get("welcome.address.prompt"));
    card.getChildren()
        .addAll(
            top("welcome.address.title"),
            offer(),
            found,
            withHint(
                field(typed, "welcome.address.field", "welcome-address", model.addressProperty()),
                "welcome.address.hint"),
            problem,
            buttons("welcome.address.go", "welcome-address-go", model::connect));
  }

  private void trust() {
    var met = model.meetingProperty().get();
    if (met == null) {
      return;
    }
    var lead = new Label(texts.get("welcome.trust.lead", met.address().display()));
    lead.setWrapText(true);
    var phrase = new TextField(met.key().safetyPhrase().text());
    phrase.setId("welcome-safety-phrase");
    phrase.setEditable(false);
    phrase.getStyleClass().add("safety-phrase");
    phrase.setAccessibleText(texts.get("welcome.trust.phrase"));
    card.getChildren()
        .addAll(
            top("welcome.trust.title"),
            lead,
            phrase,
            paragraph("welcome.trust.hint"),
            problem,
            buttons("welcome.trust.go", "welcome-trust-go", model::trust));
  }

  /** An invite in the clipboard is used when the person says so, never by itself. */
  private Button offer() {
    var button = new Button("", Icons.of(Feather.CLIPBOARD, 16));
    button.setId("welcome-offer");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setWrapText(true);
    button.setMinHeight(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> model.acceptOffer());
    button.disableProperty().bind(model.busyProperty());
    var offered = model.offeredProperty();
    button
        .textProperty()
        .bind(offered.map(link -> link == null ? "" : offerWords(link)).orElse(""));
    button.visibleProperty().bind(offered.isNotNull());
    button.managedProperty().bind(button.visibleProperty());
    return button;
  }

  private String offerWords(InviteLink link) {
    String room = link.room();
    return room == null
        ? texts.get("invite.offer")
        : texts.get("invite.offer_room", SafeText.oneLine(room));
  }

  private static String copied() {
    String text = Clipboard.getSystemClipboard().getString();
    return text == null ? "" : text;
  }

  private void account() {
    var server = model.serverProperty().get();
    if (server == null) {
      return;
    }
    var invited = model.invitedProperty().get();
    var group = new ToggleGroup();
    var fresh = toggle("welcome.account.new", "welcome-new-account", group);
    var known = toggle("welcome.account.known", "welcome-known-account", group);
    (model.newAccountProperty().get() ? fresh : known).setSelected(true);
    group
        .selectedToggleProperty()
        .addListener((_, before, now) -> {
          if (now == null) {
            group.selectToggle(before);
          } else {
            model.newAccountProperty().set(fresh.equals(now));
          }
        });
    var toggles = new HBox(fresh, known);
    toggles.getStyleClass().add("segments");
    var secret =
        withHint(
            field("welcome.account.password", "welcome-password", model.passwordProperty(), true),
            "welcome.account.password_hint");
    Node hint = secret.getChildren().getLast();
    hint.visibleProperty().bind(model.newAccountProperty());
    hint.managedProperty().bind(model.newAccountProperty());
    HBox buttons = buttons("welcome.account.sign_in", "welcome-enter", model::enter);
    Button go = (Button) buttons.getChildren().getLast();
    go.textProperty()
        .bind(
            model
                .newAccountProperty()
                .map(isNew ->
                    texts.get(
                        invited != null
                            ? "invite.join.go"
                            : isNew ? "welcome.account.create" : "welcome.account.sign_in")));
    card.getChildren()
        .addAll(
            invited == null
                ? top("welcome.account.title")
                : topWords(texts.get("invite.join.title", target(invited.link(), server))),
            serverTile(server),
            toggles,
            field("welcome.account.name", "welcome-name", model.nameProperty(), false),
            secret,
            problem,
            buttons);
  }

  /** The room, or the server where the invite names none. */
  private static String target(InviteLink link, WelcomeViewModel.Reached server) {
    String room = link.room();
    return SafeText.oneLine(room == null ? server.info().name() : room);
  }

  private HBox serverTile(WelcomeViewModel.Reached server) {
    String name = SafeText.oneLine(server.info().name());
    var title = new Label(name);
    title.getStyleClass().add("subheading");
    var where = new Label(server.address().display());
    where.getStyleClass().addAll("small", "subtle");
    var words = new VBox(title, where);
    if (!server.address().secure()) {
      var plain = new Label(texts.get("welcome.not_encrypted"));
      plain.setId("welcome-not-encrypted");
      plain.setWrapText(true);
      plain.getStyleClass().addAll("small", "not-encrypted");
      words.getChildren().add(plain);
    }
    words.setMinWidth(0);
    var tile = new HBox(Avatar.server(name, 40), words);
    tile.getStyleClass().add("server-tile");
    return tile;
  }

  private HBox top(@Nullable String titleKey) {
    return topWords(titleKey == null ? null : texts.get(titleKey));
  }

  private HBox topWords(@Nullable String title) {
    var line = new HBox();
    line.getStyleClass().add("welcome-top");
    if (model.canGoBack()) {
      var back = Icons.button(Feather.ARROW_LEFT, texts.get("welcome.back"));
      back.setId("welcome-back");
      back.setOnAction(_ -> model.back());
      line.getChildren().add(back);
    }
    if (title != null) {
      var words = new Label(title);
      words.setWrapText(true);
      words.getStyleClass().add("heading");
      line.getChildren().add(words);
    }
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    line.getChildren().add(space);
    if (cancel != null) {
      var close = Icons.button(Feather.X, texts.get("dialog.cancel"));
      close.setId("welcome-cancel");
      close.setOnAction(_ -> cancel.run());
      line.getChildren().add(close);
    }
    boolean needed = title != null || cancel != null || model.canGoBack();
    line.setVisible(needed);
    line.setManaged(needed);
    return line;
  }

  private HBox buttons(String key, String id, Runnable action) {
    var going = new ProgressIndicator();
    going.setMaxSize(20, 20);
    going.visibleProperty().bind(model.busyProperty());
    var go = new Button(texts.get(key));
    go.setId(id);
    go.setDefaultButton(true);
    go.getStyleClass().add("accent");
    go.setMinWidth(Region.USE_PREF_SIZE);
    go.setOnAction(_ -> action.run());
    go.disableProperty().bind(model.busyProperty());
    var line = new HBox(going, go);
    line.getStyleClass().add("welcome-buttons");
    return line;
  }

  private Button choice(String key, String leadKey, Feather icon, Runnable action) {
    var title = new Label(texts.get(key));
    title.getStyleClass().add("subheading");
    title.setWrapText(true);
    var lead = new Label(texts.get(leadKey));
    lead.getStyleClass().addAll("small", "muted");
    lead.setWrapText(true);
    var words = new VBox(title, lead);
    words.setPrefWidth(CHOICE - 2 * 40 - 2 * 16);
    HBox.setHgrow(words, Priority.ALWAYS);
    var picture = new StackPane(Icons.of(icon, 20));
    picture.getStyleClass().add("choice-icon");
    picture.setMaxHeight(40);
    var content = new HBox(picture, words, Icons.of(Feather.CHEVRON_RIGHT));
    content.getStyleClass().add("choice-content");
    var button = new Button();
    button.setGraphic(content);
    content.setPrefWidth(CHOICE);
    content.setFillHeight(false);
    button.setAccessibleText(title.getText() + ". " + lead.getText());
    button.getStyleClass().setAll("choice", "focus-ring");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private ToggleButton toggle(String key, String id, ToggleGroup group) {
    var toggle = new ToggleButton(texts.get(key));
    toggle.setId(id);
    toggle.setToggleGroup(group);
    toggle.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(toggle, Priority.ALWAYS);
    return toggle;
  }

  private VBox field(String labelKey, String id, StringProperty value, boolean secret) {
    return field(secret ? new PasswordField() : new TextField(), labelKey, id, value);
  }

  private VBox field(TextField input, String labelKey, String id, StringProperty value) {
    input.setId(id);
    input.textProperty().bindBidirectional(value);
    input.editableProperty().bind(model.busyProperty().not());
    var label = new Label(texts.get(labelKey));
    label.getStyleClass().add("field-label");
    label.setLabelFor(input);
    input.setAccessibleText(label.getText());
    var box = new VBox(label, input);
    box.getStyleClass().add("field");
    return box;
  }

  private VBox withHint(VBox field, String key) {
    var hint = new Label(texts.get(key));
    hint.setWrapText(true);
    hint.getStyleClass().add("field-hint");
    field.getChildren().add(hint);
    return field;
  }

  private Label heading(String key, String styleClass) {
    var label = new Label(texts.get(key));
    label.getStyleClass().add(styleClass);
    label.setWrapText(true);
    return label;
  }

  private Label paragraph(String key) {
    var label = new Label(texts.get(key));
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      if (model.canGoBack()) {
        event.consume();
        model.back();
      } else if (cancel != null) {
        event.consume();
        cancel.run();
      }
    }
  }

  /** The first field that is still empty; else the first one. */
  private void focusFirst() {
    // The card comes into the scene with the skin of its scroll pane; before, nothing in it can
    // have the focus.
    root.applyCss();
    TextField first = null;
    for (Node node : card.lookupAll(".text-field")) {
      if (node instanceof TextField input) {
        if (input.getText().isEmpty()) {
          input.requestFocus();
          return;
        }
        first = first == null ? input : first;
      }
    }
    if (first != null) {
      first.requestFocus();
      first.selectAll();
    }
  }
}
