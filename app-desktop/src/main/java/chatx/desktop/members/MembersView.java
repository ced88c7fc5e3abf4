package chatx.desktop.members;

import chatx.desktop.model.MemberModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.RowMenu;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Toasts;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The column of members: Enter, the menu key or a right click on one shows what may be done. FX
 * thread only.
 */
public final class MembersView {
  private final Texts texts;
  private final Dialogs dialogs;
  private final Toasts toasts;
  private final MembersViewModel model;
  private final ZoneId zone;
  private final ListView<MemberRow> list;
  private final RowMenu<MemberRow> menu;
  private final VBox root;

  /** The zone decides on which day a ban was made. */
  public MembersView(
      Texts texts, Dialogs dialogs, Toasts toasts, MembersViewModel model, ZoneId zone) {
    this.texts = texts;
    this.dialogs = dialogs;
    this.toasts = toasts;
    this.model = model;
    this.zone = zone;
    list = new ListView<>(model.rows());
    list.setId("member-list");
    list.setAccessibleText(texts.get("members.title"));
    menu = RowMenu.install(list, this::menu);
    list.setCellFactory(_ -> new MemberCell(texts, model, this::openMenu));
    list.setPlaceholder(empty());
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            menu.openForSelected();
          }
        });
    keepSelection();
    VBox.setVgrow(list, Priority.ALWAYS);
    root = new VBox(head(), search(), list, foot());
    root.getStyleClass().add("members");
    root.getStylesheets().add(Theme.css(MembersView.class, "members.css"));
  }

  public Region root() {
    return root;
  }

  private HBox head() {
    var title = new Label();
    title.getStyleClass().add("subheading");
    title.textProperty().bind(model.countProperty());
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button bans = Icons.button(Feather.SHIELD, texts.get("members.bans"));
    bans.setId("members-bans");
    bans.visibleProperty().bind(model.governsProperty());
    bans.managedProperty().bind(bans.visibleProperty());
    bans.setOnAction(_ -> bans());
    var head = new HBox(title, bans);
    head.getStyleClass().add("members-head");
    return head;
  }

  private HBox search() {
    var search = new TextField();
    search.setId("members-search");
    search.setPromptText(texts.get("members.search"));
    search.setAccessibleText(texts.get("members.search"));
    search.textProperty().bindBidirectional(model.queryProperty());
    search.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            event.consume();
            list.requestFocus();
            select(firstPerson());
          } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            event.consume();
            search.clear();
          }
        });
    HBox.setHgrow(search, Priority.ALWAYS);
    var line = new HBox(search);
    line.getStyleClass().add("members-search");
    return line;
  }

  private VBox foot() {
    var more = new Label();
    more.getStyleClass().addAll("small", "subtle");
    more.setWrapText(true);
    more.setMinHeight(Region.USE_PREF_SIZE);
    more.textProperty().bind(model.moreProperty());
    showWhileText(more);
    var problem = new Label();
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.textProperty().bind(model.problemProperty());
    showWhileText(problem);
    var next = new Button(texts.get("members.next_page"));
    next.getStyleClass().addAll("flat", "accent");
    next.visibleProperty().bind(model.hasNextPageProperty());
    next.managedProperty().bind(next.visibleProperty());
    next.disableProperty().bind(model.searchingProperty());
    next.setOnAction(_ -> model.loadMore());
    var foot = new VBox(more, problem, next);
    foot.getStyleClass().add("members-foot");
    return foot;
  }

  private static void showWhileText(Label label) {
    label.visibleProperty().bind(label.textProperty().map(text -> !text.isEmpty()));
    label.managedProperty().bind(label.visibleProperty());
  }

  private Node empty() {
    var words = new Label();
    words.setWrapText(true);
    words.getStyleClass().add("muted");
    words
        .textProperty()
        .bind(
            model
                .searchingProperty()
                .map(going -> texts.get(going ? "members.loading" : "members.nobody")));
    var box = new VBox(Icons.of(Feather.USERS), words);
    box.getStyleClass().add("empty-state");
    return box;
  }

  /** The list is filled anew when somebody comes or goes; whoever was selected stays so. */
  private void keepSelection() {
    var last =
        new Object() {
          @Nullable MemberRow selected;
        };
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(selected -> {
          if (selected != null) {
            last.selected = selected;
          }
        });
    model
        .rows()
        .addListener(
            (ListChangeListener<MemberRow>)
                _ -> {
                  if (last.selected instanceof MemberRow.Person before) {
                    model.rows().stream()
                        .filter(row ->
                            row instanceof MemberRow.Person now
                                && now.member().user().id().equals(before.member().user().id()))
                        .findFirst()
                        .ifPresent(this::select);
                  }
                });
  }

  private @Nullable MemberRow firstPerson() {
    return model.rows().stream()
        .filter(MemberRow.Person.class::isInstance)
        .findFirst()
        .orElse(null);
  }

  private void select(@Nullable MemberRow row) {
    if (row != null) {
      list.getSelectionModel().select(row);
    }
  }

  private void openMenu(MemberRow row) {
    select(row);
    menu.openForSelected();
  }

  private void bans() {
    RoomModel room = model.roomProperty().get();
    if (room != null) {
      BansView.show(dialogs, texts, new BansViewModel(texts, room), zone);
    }
  }

  private List<MenuItem> menu(MemberRow row) {
    if (!(row instanceof MemberRow.Person(MemberModel member, boolean _))) {
      return List.of();
    }
    Set<MemberAction> allowed = model.actions(member);
    List<MenuItem> items = new ArrayList<>();
    items.add(RowMenu.copy(texts.get("members.copy_name"), SafeText.oneLine(member.user().name())));
    if (allowed.contains(MemberAction.MAKE_MODERATOR)) {
      items.add(
          RowMenu.item(
              Feather.SHIELD,
              texts.get("members.make_moderator"),
              () -> doAtOnce(MemberAction.MAKE_MODERATOR, member)));
    }
    if (allowed.contains(MemberAction.MAKE_MEMBER)) {
      items.add(
          RowMenu.item(
              Feather.USER,
              texts.get("members.make_member"),
              () -> doAtOnce(MemberAction.MAKE_MEMBER, member)));
    }
    if (allowed.contains(MemberAction.MAKE_OWNER)) {
      items.add(
          RowMenu.item(Feather.KEY, texts.get("members.make_owner"), () -> askToHandOver(member)));
    }
    if (allowed.contains(MemberAction.KICK)) {
      items.add(new SeparatorMenuItem());
      items.add(
          RowMenu.danger(
              Feather.USER_MINUS,
              texts.get("members.kick"),
              () -> askReason(MemberAction.KICK, member)));
    }
    if (allowed.contains(MemberAction.BAN)) {
      items.add(
          RowMenu.danger(
              Feather.SLASH, texts.get("members.ban"), () -> askReason(MemberAction.BAN, member)));
    }
    return items;
  }

  private void doAtOnce(MemberAction action, MemberModel member) {
    var _ =
        model
            .carryOut(action, member, "")
            .thenAccept(
                problem -> problem.ifPresent(words -> toasts.show(Toasts.Kind.PROBLEM, words)));
  }

  private void askToHandOver(MemberModel member) {
    RoomModel room = Objects.requireNonNull(model.roomProperty().get());
    dialogs.confirmDanger(
        texts.get("members.make_owner"),
        texts.get(
            "members.make_owner_text",
            SafeText.oneLine(member.user().displayName()),
            SafeText.oneLine(room.name())),
        texts.get("members.make_owner"),
        () -> doAtOnce(MemberAction.MAKE_OWNER, member));
  }

  private void askReason(MemberAction action, MemberModel member) {
    RoomModel room = Objects.requireNonNull(model.roomProperty().get());
    ReasonDialog.show(dialogs, texts, action, member, SafeText.oneLine(room.name()), model);
  }
}
