package chatx.desktop.rail;

import chatx.desktop.ui.Avatar;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The servers, the way to add one, and at the foot help and settings. FX thread only. */
public final class RailView {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final double TILE = 44;
  private static final int MOST_SHOWN = 99;
  private static final double AWAY = 0.55;

  private final Texts texts;
  private final ObservableList<RailEntry> entries;
  private final ObjectProperty<@Nullable UUID> selected = new SimpleObjectProperty<>();
  private final Consumer<UUID> select;
  private final ServerMenu menu;
  private final VBox tiles = new VBox();
  private final VBox root = new VBox();

  /**
   * What the buttons beside the servers do, and their menus.
   *
   * @param remove takes an account off this computer
   * @param invite shows the invites to a server
   * @param stopHosting stops the server inside this app
   * @param startHosting starts it again
   */
  public record Actions(
      Runnable add,
      Runnable help,
      Runnable settings,
      Consumer<UUID> remove,
      Consumer<UUID> invite,
      Runnable stopHosting,
      Runnable startHosting) {}

  public RailView(
      Texts texts, ObservableList<RailEntry> entries, Consumer<UUID> select, Actions actions) {
    this.texts = texts;
    this.entries = entries;
    this.select = select;
    menu =
        new ServerMenu(
            texts,
            new ServerMenu.Actions(
                actions.remove(), actions.invite(), actions.stopHosting(), actions.startHosting()));
    tiles.getStyleClass().add("rail-tiles");
    var add = Icons.button(Feather.PLUS, texts.get("rail.add"));
    add.setId("rail-add");
    add.getStyleClass().add("rail-add");
    add.setOnAction(_ -> actions.add().run());
    var scroll = new ScrollPane(new VBox(tiles, centred(add)));
    scroll.getStyleClass().addAll("rail-scroll", "edge-to-edge");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    var help =
        Icons.button(Feather.HELP_CIRCLE, texts.get("rail.help", KeyMap.display(Shortcut.HELP)));
    help.setId("rail-help");
    help.setOnAction(_ -> actions.help().run());
    var settings =
        Icons.button(
            Feather.SETTINGS, texts.get("rail.settings", KeyMap.display(Shortcut.SETTINGS)));
    settings.setId("rail-settings");
    settings.setOnAction(_ -> actions.settings().run());
    var foot = new VBox(help, settings);
    foot.getStyleClass().add("rail-foot");
    root.getChildren().setAll(scroll, foot);
    root.getStyleClass().add("rail");
    root.getStylesheets().add(Theme.css(RailView.class, "rail.css"));
    entries.addListener((ListChangeListener<RailEntry>) _ -> fill());
    selected.subscribe(_ -> fill());
  }

  public Region root() {
    return root;
  }

  /** The servers, in their order. */
  public ObservableList<RailEntry> entries() {
    return entries;
  }

  /** The server that is shown; null for none. */
  public ObjectProperty<@Nullable UUID> selectedProperty() {
    return selected;
  }

  private void fill() {
    boolean hadFocus = tiles.getChildren().stream().anyMatch(tile -> tile.isFocusWithin());
    tiles.getChildren().setAll(entries.stream().map(this::tile).toList());
    if (hadFocus) {
      tiles.lookupAll(".rail-tile").stream()
          .filter(tile -> tile.getPseudoClassStates().contains(SELECTED))
          .findFirst()
          .ifPresent(tile -> tile.requestFocus());
    }
  }

  private HBox tile(RailEntry entry) {
    String name = SafeText.oneLine(entry.name());
    var button = new Button();
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    StackPane picture = Avatar.server(name, TILE);
    picture.setOpacity(entry.standing() == RailEntry.Standing.CONNECTED ? 1 : AWAY);
    button.setGraphic(picture);
    button.setId("rail-" + entry.id());
    button.getStyleClass().setAll("rail-tile");
    button.setAccessibleText(words(entry, name));
    button.setTooltip(Icons.tooltip(words(entry, name)));
    button.setOnAction(_ -> select.accept(entry.id()));
    menu.install(button, entry);
    boolean isSelected = entry.id().equals(selected.get());
    button.pseudoClassStateChanged(SELECTED, isSelected);
    var stack = new StackPane(button);
    if (entry.mentions() > 0) {
      stack.getChildren().add(badge(entry.mentions(), "mention"));
    } else if (entry.unread() > 0) {
      stack.getChildren().add(badge(entry.unread(), "unread"));
    }
    sign(entry).ifPresent(stack.getChildren()::add);
    var marker = new Region();
    marker.getStyleClass().add("rail-marker");
    marker.setVisible(isSelected);
    var line = new HBox(marker, stack);
    line.getStyleClass().add("rail-line");
    return line;
  }

  private String words(RailEntry entry, String name) {
    String line = entry.own() ? texts.get("rail.own") : SafeText.oneLine(entry.address());
    return switch (entry.standing()) {
      case CONNECTED -> name + "\n" + line;
      case OFFLINE -> name + "\n" + line + "\n" + texts.get("rail.offline");
      case SIGNED_OUT -> name + "\n" + line + "\n" + texts.get("rail.signed_out");
      case STOPPED -> name + "\n" + line + "\n" + texts.get("rail.stopped");
      case BUSY -> name + "\n" + line + "\n" + texts.get("rail.busy");
    };
  }

  /** Why nothing comes from there, where that needs the person. */
  private static Optional<StackPane> sign(RailEntry entry) {
    Feather icon =
        switch (entry.standing()) {
          case CONNECTED, OFFLINE -> null;
          case SIGNED_OUT -> Feather.LOG_OUT;
          case STOPPED -> Feather.PAUSE;
          case BUSY -> Feather.LOADER;
        };
    if (icon == null) {
      return Optional.empty();
    }
    var sign = new StackPane(Icons.of(icon));
    sign.getStyleClass().add("rail-sign");
    sign.setMouseTransparent(true);
    sign.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(sign, Pos.TOP_RIGHT);
    return Optional.of(sign);
  }

  private static Label badge(int count, String kind) {
    var badge = new Label(count > MOST_SHOWN ? MOST_SHOWN + "+" : Integer.toString(count));
    badge.getStyleClass().addAll("badge", kind);
    badge.setMouseTransparent(true);
    StackPane.setAlignment(badge, Pos.BOTTOM_RIGHT);
    return badge;
  }

  private static HBox centred(Button button) {
    var line = new HBox(button);
    line.setAlignment(Pos.CENTER);
    return line;
  }
}
