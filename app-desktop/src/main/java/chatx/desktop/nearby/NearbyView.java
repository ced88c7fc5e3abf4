package chatx.desktop.nearby;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The list that fills by itself. Short, it is not there until somebody is found, and shows a few;
 * in full it says that it looks, and what to do when nobody is found.
 */
public final class NearbyView {
  private static final int MOST_WHEN_SHORT = 3;
  private static final double WAITING = 16;

  private final Texts texts;
  private final NearbyViewModel model;
  private final Runnable checkNetwork;
  private final VBox rows = new VBox();
  private final Label heading = new Label();
  private final ProgressIndicator waiting = new ProgressIndicator();
  private final Label words = new Label();
  private final FlowPane actions = new FlowPane();
  private final VBox root = new VBox();
  private boolean brief;

  /**
   * @param checkNetwork shows what keeps people from finding each other
   */
  public NearbyView(Texts texts, NearbyViewModel model, Runnable checkNetwork) {
    this.texts = texts;
    this.model = model;
    this.checkNetwork = checkNetwork;
    heading.setText(texts.get("nearby.title"));
    heading.getStyleClass().add("field-label");
    waiting.setPrefSize(WAITING, WAITING);
    waiting.setMinSize(WAITING, WAITING);
    var top = new HBox(heading, waiting);
    top.getStyleClass().add("nearby-top");
    rows.getStyleClass().add("nearby-rows");
    words.getStyleClass().add("field-hint");
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    actions.getStyleClass().add("nearby-actions");
    actions.getChildren().setAll(scan(), check());
    for (Region each : List.of(waiting, words, actions, rows)) {
      each.managedProperty().bind(each.visibleProperty());
    }
    root.getChildren().setAll(top, rows, words, actions);
    root.getStyleClass().add("nearby");
    root.getStylesheets().add(Theme.css(NearbyView.class, "nearby.css"));
    root.managedProperty().bind(root.visibleProperty());
    ListChangeListener<NearbyServer> changed = _ -> fill();
    model.servers().addListener(changed);
    model.stateProperty().subscribe(_ -> fill());
  }

  public Region root() {
    return root;
  }

  /** Beside other ways in, it stays short. */
  public void brief(boolean now) {
    brief = now;
    fill();
  }

  private Button scan() {
    var button = new Button(texts.get("nearby.scan"), Icons.of(Feather.SEARCH));
    button.setId("nearby-scan");
    button.setOnAction(_ -> model.scan());
    return button;
  }

  private Button check() {
    var button = new Button(texts.get("nearby.check"), Icons.of(Feather.ACTIVITY));
    button.setId("nearby-check");
    button.setOnAction(_ -> checkNetwork.run());
    return button;
  }

  private void fill() {
    NearbyViewModel.State state = model.stateProperty().get();
    boolean found = state == NearbyViewModel.State.FOUND;
    root.setVisible(found || !brief);
    List<NearbyServer> servers = model.servers();
    List<NearbyServer> shown =
        brief ? servers.subList(0, Math.min(MOST_WHEN_SHORT, servers.size())) : servers;
    int focused = focusedRow();
    List<Node> nodes = new ArrayList<>();
    shown.forEach(each -> nodes.add(row(each)));
    rows.getChildren().setAll(nodes);
    if (focused >= 0 && focused < nodes.size()) {
      nodes.get(focused).requestFocus();
    }
    rows.setVisible(found);
    waiting.setVisible(
        state == NearbyViewModel.State.LOOKING || state == NearbyViewModel.State.SCANNING);
    actions.setVisible(state == NearbyViewModel.State.NOTHING);
    words.setText(
        switch (state) {
          case LOOKING -> texts.get("nearby.looking");
          case SCANNING -> texts.get("nearby.scanning");
          case NOTHING -> texts.get("nearby.nothing");
          case FOUND ->
              servers.size() > shown.size()
                  ? texts.get("nearby.more", servers.size() - shown.size())
                  : "";
        });
    words.setVisible(!words.getText().isEmpty());
  }

  private int focusedRow() {
    for (int i = 0; i < rows.getChildren().size(); i++) {
      if (rows.getChildren().get(i).isFocused()) {
        return i;
      }
    }
    return -1;
  }

  private Button row(NearbyServer server) {
    String name = SafeText.oneLine(server.name());
    var title = new Label(name);
    title.getStyleClass().add("nearby-name");
    title.setMinWidth(0);
    var first = new HBox(title);
    first.getStyleClass().add("nearby-line");
    if (server.locked()) {
      first.getChildren().add(Icons.of(Feather.LOCK));
    }
    String about = about(server);
    var second = new Label(about);
    second.getStyleClass().addAll("small", "muted");
    second.setMinWidth(0);
    var lines = new VBox(first, second);
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    String ping =
        server.pingMs().isPresent() ? texts.get("nearby.ping", server.pingMs().getAsLong()) : "";
    var speed = new Label(ping);
    speed.getStyleClass().addAll("small", "subtle");
    speed.setMinWidth(Region.USE_PREF_SIZE);
    var content = new HBox(Avatar.server(name, 32), lines, speed, Icons.of(Feather.CHEVRON_RIGHT));
    content.getStyleClass().add("nearby-content");
    var button = new Button();
    button.setGraphic(content);
    content.prefWidthProperty().bind(button.widthProperty().subtract(24));
    button.getStyleClass().setAll("nearby-row", "focus-ring");
    button.setId("nearby-" + server.address().host() + "-" + server.address().port());
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAccessibleText(
        name + ". " + about + (server.locked() ? ". " + texts.get("nearby.locked") : ""));
    button.setOnAction(_ -> model.join(server));
    return button;
  }

  private String about(NearbyServer server) {
    List<String> parts = new ArrayList<>();
    if (!server.host().isEmpty()) {
      parts.add(SafeText.oneLine(server.host()));
    }
    if (server.people().isPresent()) {
      parts.add(texts.get("nearby.people", server.people().getAsInt()));
    } else {
      parts.add(texts.get("nearby.at", server.address().display()));
    }
    if (server.joined()) {
      parts.add(texts.get("nearby.joined"));
    } else if (server.locked()) {
      parts.add(texts.get("nearby.locked"));
    }
    return String.join(" · ", parts);
  }
}
