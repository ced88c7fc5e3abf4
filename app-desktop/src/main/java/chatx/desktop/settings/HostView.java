package chatx.desktop.settings;

import atlantafx.base.controls.ToggleSwitch;
import chatx.desktop.model.HostModel;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** What the settings show of the server inside this app: how it stands, and the switch. */
final class HostView {
  private static final double WAITING = 18;

  private final Texts texts;
  private final HostDesk desk;
  private final Label words = new Label();
  private final Label detail = new Label();
  private final Label phrase = new Label();
  private final FlowPane addresses = new FlowPane();
  private final Button stop = new Button();
  private final Button start = new Button();
  private final Button invite = new Button();
  private final ProgressIndicator waiting = new ProgressIndicator();
  private final ToggleSwitch visible = new ToggleSwitch();
  private final Label seen = new Label();
  private final VBox root;
  private Subscription following = Subscription.EMPTY;

  HostView(Texts texts, HostDesk desk) {
    this.texts = texts;
    this.desk = desk;
    words.getStyleClass().add("settings-title");
    words.setWrapText(true);
    detail.getStyleClass().add("field-hint");
    detail.setWrapText(true);
    detail.managedProperty().bind(detail.visibleProperty());
    addresses.getStyleClass().add("host-addresses");
    addresses.managedProperty().bind(addresses.visibleProperty());
    stop.setId("settings-stop-hosting");
    stop.setText(texts.get("settings.hosting.stop"));
    stop.setGraphic(Icons.of(Feather.PAUSE));
    stop.setOnAction(_ -> desk.askToStop());
    start.setId("settings-start-hosting");
    start.setText(texts.get("settings.hosting.start"));
    start.setGraphic(Icons.of(Feather.PLAY));
    start.getStyleClass().add("accent");
    start.setOnAction(_ -> desk.start());
    invite.setId("settings-invite");
    invite.setText(texts.get("invite.to_server"));
    invite.setGraphic(Icons.of(Feather.USER_PLUS));
    invite.setOnAction(_ -> desk.invite());
    waiting.setPrefSize(WAITING, WAITING);
    for (Region each : new Region[] {stop, start, waiting, invite}) {
      each.setMinWidth(Region.USE_PREF_SIZE);
      each.managedProperty().bind(each.visibleProperty());
    }
    var lines = new VBox(words, detail);
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    var line = new HBox(lines, waiting, stop, start);
    line.getStyleClass().add("host-line");
    phrase.setId("settings-safety-phrase");
    phrase.getStyleClass().add("field-hint");
    phrase.setWrapText(true);
    phrase.managedProperty().bind(phrase.visibleProperty());
    root = new VBox(line, addresses, invite, phrase, visibility());
    root.getStyleClass().add("host-block");
    fill();
    // The model outlives the settings, so it is followed only while they are open.
    root.sceneProperty().subscribe(scene -> follow(scene != null));
  }

  Region root() {
    return root;
  }

  private HBox visibility() {
    var title = new Label(texts.get("settings.hosting.visible"));
    title.getStyleClass().add("settings-title");
    title.setWrapText(true);
    seen.getStyleClass().add("field-hint");
    seen.setWrapText(true);
    var lines = new VBox(title, seen);
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    visible.setId("settings-visible");
    visible.setAccessibleText(title.getText());
    visible.setMinWidth(Region.USE_PREF_SIZE);
    visible.selectedProperty().addListener((_, _, on) -> desk.model().visibleProperty().set(on));
    var line = new HBox(lines, visible);
    line.getStyleClass().add("host-line");
    line.visibleProperty().bind(stop.visibleProperty());
    line.managedProperty().bind(line.visibleProperty());
    return line;
  }

  private void follow(boolean open) {
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (open) {
      HostModel model = desk.model();
      following =
          model
              .stateProperty()
              .subscribe(_ -> fill())
              .and(model.addressesProperty().subscribe(_ -> fill()))
              .and(model.visibleProperty().subscribe(_ -> fill()));
    }
  }

  private void fill() {
    HostModel model = desk.model();
    HostModel.State state = model.state();
    boolean running = state == HostModel.State.RUNNING;
    stop.setVisible(running);
    start.setVisible(state == HostModel.State.STOPPED);
    waiting.setVisible(state == HostModel.State.STARTING || state == HostModel.State.STOPPING);
    addresses
        .getChildren()
        .setAll(model.addressesProperty().get().stream().map(this::address).toList());
    boolean shown = model.visibleProperty().get();
    visible.setSelected(shown);
    seen.setText(
        texts.get(shown ? "settings.hosting.visible_detail" : "settings.hosting.hidden_detail"));
    addresses.setVisible(!addresses.getChildren().isEmpty());
    invite.setVisible(running && addresses.isVisible());
    phrase.setText(texts.get("settings.hosting.phrase", model.safetyPhrase()));
    phrase.setVisible(!model.safetyPhrase().isEmpty());
    words.setText(
        switch (state) {
          case NONE -> "";
          case STARTING -> texts.get("settings.hosting.starting");
          case STOPPING -> texts.get("settings.hosting.stopping");
          case STOPPED -> texts.get("settings.hosting.stopped");
          case RUNNING -> texts.get("settings.hosting.running");
        });
    detail.setText(
        switch (state) {
          case NONE, STARTING -> "";
          case STOPPING -> texts.get("settings.hosting.stopping_detail");
          case STOPPED ->
              model.problemProperty().get().isEmpty()
                  ? texts.get("settings.hosting.stopped_detail")
                  : model.problemProperty().get();
          case RUNNING ->
              addresses.isVisible()
                  ? texts.get("settings.hosting.people", desk.others())
                  : texts.get("settings.hosting.alone");
        });
    detail.setVisible(!detail.getText().isEmpty());
  }

  private Button address(String address) {
    var button = new Button(address, Icons.of(Feather.COPY));
    button.getStyleClass().add("host-address");
    button.setTooltip(Icons.tooltip(texts.get("settings.hosting.copy")));
    button.setOnAction(_ -> {
      RowMenu.copy("", address).fire();
      button.setGraphic(Icons.of(Feather.CHECK));
    });
    return button;
  }
}
