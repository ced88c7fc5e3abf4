package chatx.desktop.window;

import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The frame of the window: rail, rooms, conversation, members, a banner above the conversation, and
 * dialogs and toasts in front. Below 900 px the members, below 760 px also the rooms are a drawer
 * that slides over the conversation. FX thread only.
 */
public final class MainView {
  /** The smallest window in which everything can be used, in pixels. */
  public static final double SMALLEST_WIDTH = 640;

  public static final double SMALLEST_HEIGHT = 480;
  public static final double USUAL_WIDTH = 1280;
  public static final double USUAL_HEIGHT = 800;

  static final double MEMBERS_FIT = 900;
  static final double ROOMS_FIT = 760;

  private final StackPane root = new StackPane();
  private final StackPane rail = slot("rail-slot");
  private final StackPane rooms = slot("rooms-slot");
  private final StackPane conversation = slot("conversation-slot");
  private final StackPane members = slot("members-slot");
  private final StackPane banner = slot("banner-slot");
  private final HBox frame = new HBox();
  private final StackPane body = new StackPane();
  private final StackPane whole = slot("whole-slot");
  private final BorderPane drawer = new BorderPane();
  private final Button openRooms;
  private final BooleanProperty membersWanted = new SimpleBooleanProperty(true);
  private final ReadOnlyBooleanWrapper roomsInDrawer = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper membersInDrawer = new ReadOnlyBooleanWrapper();

  private @Nullable Node focusBeforeDrawer;

  public MainView(Texts texts, Dialogs dialogs, Toasts toasts) {
    openRooms = Icons.button(Feather.MENU, texts.get("window.open_rooms"));
    openRooms.setId("open-rooms");
    openRooms.setOnAction(_ -> toggleRooms());
    openRooms.visibleProperty().bind(roomsInDrawer);
    openRooms.managedProperty().bind(roomsInDrawer);
    var strip = new HBox(openRooms);
    strip.getStyleClass().add("narrow-strip");
    strip.visibleProperty().bind(roomsInDrawer);
    strip.managedProperty().bind(roomsInDrawer);
    var railColumn = new VBox(strip, rail);
    railColumn.getStyleClass().add("rail-column");
    VBox.setVgrow(rail, Priority.ALWAYS);
    var middle = new VBox(banner, conversation);
    middle.setMinWidth(0);
    VBox.setVgrow(conversation, Priority.ALWAYS);
    HBox.setHgrow(body, Priority.ALWAYS);
    HBox.setHgrow(middle, Priority.ALWAYS);
    var columns = new HBox(rooms, middle, members);
    body.getChildren().setAll(columns, drawer);
    body.setMinWidth(0);
    frame.getChildren().setAll(railColumn, body);
    frame.setMinSize(0, 0);
    drawer.getStyleClass().add("drawer-scrim");
    drawer.setVisible(false);
    drawer.setOnMousePressed(event -> {
      if (drawer.equals(event.getTarget())) {
        closeDrawer();
      }
    });
    drawer.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            closeDrawer();
          }
        });
    whole.setVisible(false);
    StackPane.setAlignment(toasts.layer(), Pos.BOTTOM_RIGHT);
    root.getChildren().setAll(frame, whole, dialogs.layer(), toasts.layer());
    root.getStyleClass().add("window");
    root.getStylesheets().add(Theme.css(MainView.class, "window.css"));
    root.setNodeOrientation(texts.orientation());
    root.widthProperty().subscribe(_ -> arrange());
    membersWanted.subscribe(_ -> arrange());
  }

  public Parent root() {
    return root;
  }

  public void rail(Region view) {
    rail.getChildren().setAll(view);
  }

  public void rooms(Region view) {
    rooms.getChildren().setAll(view);
  }

  public void conversation(Region view) {
    conversation.getChildren().setAll(view);
  }

  /** Members, or whatever else stands beside the conversation; null for nothing. */
  public void members(@Nullable Region view) {
    members.getChildren().clear();
    if (view != null) {
      members.getChildren().add(view);
    }
    arrange();
  }

  /** Above the conversation; it decides itself whether it is managed. */
  public void banner(Region view) {
    banner.getChildren().setAll(view);
  }

  /** One view instead of everything, such as the first run; null brings the frame back. */
  public void whole(@Nullable Region view) {
    whole.getChildren().clear();
    if (view != null) {
      whole.getChildren().add(view);
    }
    whole.setVisible(view != null);
    frame.setVisible(view == null);
  }

  /** Whether the person wants the members beside the conversation where there is room. */
  public BooleanProperty membersWantedProperty() {
    return membersWanted;
  }

  /** Whether the rooms are a drawer at this width. */
  public ReadOnlyBooleanProperty roomsInDrawerProperty() {
    return roomsInDrawer.getReadOnlyProperty();
  }

  /** Opens or closes the drawer of the rooms; where they have a place, puts the focus there. */
  public void toggleRooms() {
    if (!roomsInDrawer.get()) {
      focusFirst(rooms);
    } else if (drawer.getLeft() != null) {
      closeDrawer();
    } else {
      openDrawer(rooms, true);
    }
  }

  /** Shows or hides the members, at this width in whatever way there is. */
  public void toggleMembers() {
    if (!membersInDrawer.get()) {
      membersWanted.set(!membersWanted.get());
    } else if (drawer.getRight() != null) {
      closeDrawer();
    } else if (!members.getChildren().isEmpty()) {
      openDrawer(members, false);
    }
  }

  /** Shows what stands in the members' place, at this width in whatever way there is. */
  public void showMembers() {
    membersWanted.set(true);
    if (membersInDrawer.get() && drawer.getRight() == null && !members.getChildren().isEmpty()) {
      openDrawer(members, false);
    }
  }

  public void closeDrawer() {
    boolean wasOpen = drawer.isVisible();
    drawer.setLeft(null);
    drawer.setRight(null);
    drawer.setVisible(false);
    arrange();
    if (wasOpen && focusBeforeDrawer != null && focusBeforeDrawer.getScene() != null) {
      focusBeforeDrawer.requestFocus();
    }
    focusBeforeDrawer = null;
  }

  /** Puts the focus into the next part of the window, or the one before. */
  public void nextRegion(boolean forward) {
    List<StackPane> regions = new ArrayList<>();
    for (StackPane region : List.of(rail, rooms, conversation, members)) {
      if (region.getScene() != null && region.isVisible() && firstFocusable(region) != null) {
        regions.add(region);
      }
    }
    if (regions.isEmpty()) {
      return;
    }
    int now = -1;
    for (int i = 0; i < regions.size(); i++) {
      if (holdsFocus(regions.get(i))) {
        now = i;
      }
    }
    int next =
        now < 0
            ? (forward ? 0 : regions.size() - 1)
            : Math.floorMod(now + (forward ? 1 : -1), regions.size());
    focusFirst(regions.get(next));
  }

  private void arrange() {
    double width = root.getWidth();
    if (width <= 0) {
      return;
    }
    boolean narrow = width < ROOMS_FIT;
    boolean medium = width < MEMBERS_FIT;
    if ((roomsInDrawer.get() && !narrow) || (membersInDrawer.get() && !medium)) {
      drawer.setLeft(null);
      drawer.setRight(null);
      drawer.setVisible(false);
    }
    roomsInDrawer.set(narrow);
    membersInDrawer.set(medium);
    HBox columns = (HBox) body.getChildren().getFirst();
    List<Node> wanted = new ArrayList<>();
    if (!narrow) {
      wanted.add(rooms);
    }
    wanted.add(conversation.getParent());
    if (!medium && membersWanted.get() && !members.getChildren().isEmpty()) {
      wanted.add(members);
    }
    if (!columns.getChildren().equals(wanted)) {
      columns.getChildren().setAll(wanted);
    }
  }

  private void openDrawer(StackPane content, boolean atStart) {
    focusBeforeDrawer = root.getScene() == null ? null : root.getScene().getFocusOwner();
    drawer.setLeft(atStart ? content : null);
    drawer.setRight(atStart ? null : content);
    drawer.setVisible(true);
    focusFirst(content);
  }

  private boolean holdsFocus(Node region) {
    Node at = root.getScene() == null ? null : root.getScene().getFocusOwner();
    while (at != null && !at.equals(region)) {
      at = at.getParent();
    }
    return at != null;
  }

  private static void focusFirst(Node region) {
    Node first = firstFocusable(region);
    if (first != null) {
      first.requestFocus();
    }
  }

  private static @Nullable Node firstFocusable(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return null;
    }
    if (node.isFocusTraversable()) {
      return node;
    }
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        Node found = firstFocusable(child);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static StackPane slot(String styleClass) {
    var slot = new StackPane();
    slot.getStyleClass().add(styleClass);
    slot.setMinHeight(0);
    return slot;
  }
}
