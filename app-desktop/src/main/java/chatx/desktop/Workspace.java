package chatx.desktop;

import chatx.desktop.browse.BrowseView;
import chatx.desktop.browse.BrowseViewModel;
import chatx.desktop.browse.CreateRoomView;
import chatx.desktop.browse.CreateRoomViewModel;
import chatx.desktop.connection.ConnectionBanner;
import chatx.desktop.connection.ConnectionViewModel;
import chatx.desktop.connection.OtherServerSheet;
import chatx.desktop.conversation.ConversationTools;
import chatx.desktop.conversation.ConversationView;
import chatx.desktop.conversation.ConversationViewModel;
import chatx.desktop.find.FindView;
import chatx.desktop.find.FindViewModel;
import chatx.desktop.invite.InviteView;
import chatx.desktop.invite.InviteViewModel;
import chatx.desktop.members.MembersView;
import chatx.desktop.members.MembersViewModel;
import chatx.desktop.model.HostModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.roomactions.RoomDialogs;
import chatx.desktop.roomactions.RoomMenu;
import chatx.desktop.roomlist.RoomListView;
import chatx.desktop.roomlist.RoomListViewModel;
import chatx.desktop.session.ClientSession;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Icons;
import chatx.desktop.ui.KeyMap;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Shortcut;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.desktop.window.MainView;
import chatx.protocol.trust.ServerKey;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The server and the room in front: rooms, conversation, members and finding side by side, in one
 * language. FX thread only.
 */
final class Workspace {
  private final Texts texts;
  private final WindowNeeds needs;
  private final Dialogs dialogs;
  private final MainView main;
  private final Consumer<ServerModel> signInAgain;
  private final BiConsumer<ServerModel, ServerKey> trustAnew;
  private final ConversationView conversation;
  private final ConversationViewModel conversationModel;
  private final RoomListViewModel rooms;
  private final MembersView members;
  private final MembersViewModel membersModel;
  private final FindView find;
  private final FindViewModel findModel;
  private final RoomMenu menu;
  private final Subscription following;
  private Subscription connection = Subscription.EMPTY;

  /**
   * @param signInAgain asks for the password of an account whose session has ended
   * @param trustAnew knows a server by another key from now on
   */
  Workspace(
      Texts texts,
      WindowNeeds needs,
      Dialogs dialogs,
      Toasts toasts,
      MainView main,
      EmojiImages emoji,
      Consumer<ServerModel> signInAgain,
      BiConsumer<ServerModel, ServerKey> trustAnew) {
    this.texts = texts;
    this.needs = needs;
    this.dialogs = dialogs;
    this.main = main;
    this.signInAgain = signInAgain;
    this.trustAnew = trustAnew;
    ZoneId zone = ZoneId.systemDefault();
    conversationModel = new ConversationViewModel(texts, needs.preferences(), needs.work());
    conversation =
        new ConversationView(
            conversationModel,
            new ConversationTools(
                texts, emoji, dialogs, needs.theme().lookProperty(), Browser::open, needs.clock()));
    rooms = new RoomListViewModel(texts);
    membersModel = new MembersViewModel(texts);
    members = new MembersView(texts, dialogs, toasts, membersModel, zone);
    findModel = new FindViewModel(texts, zone, this::jumpTo);
    find = new FindView(texts, findModel, zone, this::closeFind);
    var roomDialogs = new RoomDialogs(texts, dialogs, toasts);
    menu = new RoomMenu(texts, roomDialogs, this::invite);
    var roomList =
        new RoomListView(
            texts,
            rooms,
            new RoomListView.Actions(
                this::openRoom,
                this::browse,
                this::create,
                roomDialogs::details,
                roomDialogs::leave));
    var search =
        Icons.button(
            Feather.SEARCH,
            texts.get("find.title") + " (" + KeyMap.display(Shortcut.FIND_IN_ROOM) + ")");
    search.setId("find-open");
    search.setOnAction(_ -> findInRoom());
    conversation.actions(search, menu.button());
    conversation.onToggleMembers(main::toggleMembers);
    main.conversation(conversation);
    main.rooms(roomList.root());
    main.members(members.root());
    main.membersWantedProperty().set(needs.preferences().get(Preferences.MEMBER_LIST_VISIBLE));
    HostModel host = needs.hosting().model();
    following =
        Subscription.combine(
            () -> connection.unsubscribe(),
            main.membersWantedProperty()
                .subscribe(
                    wanted -> needs.preferences().set(Preferences.MEMBER_LIST_VISIBLE, wanted)),
            needs.app().selectedServerProperty().subscribe(this::serverSelected),
            needs.app().selectedRoomProperty().subscribe(this::roomSelected),
            host.stateProperty().subscribe(_ -> share()),
            host.addressesProperty().subscribe(_ -> share()),
            host.visibleProperty().subscribe(_ -> share()));
    conversation.onInvite(this::inviteToOpenRoom);
    conversation.onVisible(host.visibleProperty()::set);
  }

  /** The views must not go on reading; what is being written is kept. */
  void close() {
    following.unsubscribe();
    conversationModel.show(null);
    membersModel.show(null);
    findModel.show(null);
  }

  /** Once what is to be seen now has been put into the scene. */
  void focusComposer() {
    Platform.runLater(conversation::focusComposer);
  }

  void openRoom(RoomModel room) {
    needs.app().select(room);
    main.closeDrawer();
    focusComposer();
  }

  void browseUnlessOpen() {
    dialogs.unlessOpen(this::browse).run();
  }

  void browse() {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server != null) {
      BrowseView.show(
          dialogs, texts, new BrowseViewModel(texts, server, this::openRoom), this::create);
    }
  }

  void create() {
    ServerModel server = needs.app().selectedServerProperty().get();
    if (server != null) {
      CreateRoomView.show(dialogs, texts, new CreateRoomViewModel(texts, server, this::openRoom));
    }
  }

  /** What is looked for takes the place of the members. */
  void findInRoom() {
    if (needs.app().selectedRoomProperty().get() != null) {
      main.members(find.root());
      main.showMembers();
      Platform.runLater(find::focus);
    }
  }

  private void closeFind() {
    main.closeDrawer();
    main.members(members.root());
    conversation.focusComposer();
  }

  private void jumpTo(RoomModel room, long seq) {
    needs.app().select(room);
    conversationModel.jumpTo(seq);
  }

  private void serverSelected(@Nullable ServerModel server) {
    connection.unsubscribe();
    connection = Subscription.EMPTY;
    rooms.show(server);
    if (server == null) {
      return;
    }
    var model =
        new ConnectionViewModel(
            texts, needs.clock(), SafeText.oneLine(server.account().serverName()));
    connection = server.connectionProperty().subscribe(model::state);
    if (server.account().hosted()) {
      HostModel host = needs.hosting().model();
      connection =
          connection.and(
              host.stateProperty()
                  .subscribe(state -> model.hosting(state, host.problemProperty().get())));
    }
    main.banner(
        new ConnectionBanner(
                texts,
                model,
                new ConnectionBanner.Actions(
                    () -> retryNow(server),
                    () -> enterAgain(server),
                    () -> explainOtherServer(server),
                    needs.hosting()::start))
            .root());
  }

  private void retryNow(ServerModel server) {
    needs.accounts().session(server).ifPresent(ClientSession::retryNow);
  }

  private void explainOtherServer(ServerModel server) {
    if (server.connectionProperty().get()
        instanceof ConnectionState.OtherServer(ServerKey expected, ServerKey met)) {
      OtherServerSheet.show(
          dialogs,
          texts,
          SafeText.oneLine(server.account().serverName()),
          expected.safetyPhrase().text(),
          met.safetyPhrase().text(),
          met.safetyPhrase()::isWrittenAs,
          () -> retryNow(server),
          () -> trustAnew.accept(server, met));
    }
  }

  private void enterAgain(ServerModel server) {
    if (server.account().hosted()) {
      needs.hosting().renew(server);
    } else {
      signInAgain.accept(server);
    }
  }

  private void roomSelected(@Nullable RoomModel room) {
    main.members(room == null ? null : members.root());
    conversationModel.show(room);
    membersModel.show(room);
    findModel.show(room);
    menu.show(room);
    share();
  }

  private void inviteToOpenRoom() {
    RoomModel room = needs.app().selectedRoomProperty().get();
    if (room != null) {
      invite(room);
    }
  }

  private void invite(RoomModel room) {
    InviteView.show(dialogs, texts, InviteViewModel.toRoom(texts, room), ZoneId.systemDefault());
  }

  /** Invites to a server alone. */
  void invite(ServerModel server) {
    InviteView.show(
        dialogs, texts, InviteViewModel.toServer(texts, server), ZoneId.systemDefault());
  }

  /** Where a room of the server inside this app can be reached. */
  private void share() {
    RoomModel room = needs.app().selectedRoomProperty().get();
    HostModel host = needs.hosting().model();
    if (room != null
        && room.server().account().hosted()
        && host.state() == HostModel.State.RUNNING) {
      conversation.share(
          host.addressesProperty().get(), host.safetyPhrase(), host.visibleProperty().get());
    } else {
      conversation.shareNothing();
    }
  }
}
