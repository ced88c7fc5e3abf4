package chatx.desktop.gallery;

import static chatx.desktop.gallery.Screens.MARK;
import static chatx.desktop.sample.SampleServer.member;

import chatx.desktop.browse.BrowseSamples;
import chatx.desktop.find.FindSamples;
import chatx.desktop.find.FindView;
import chatx.desktop.invite.InviteSamples;
import chatx.desktop.members.BansView;
import chatx.desktop.members.BansViewModel;
import chatx.desktop.members.MemberSamples;
import chatx.desktop.members.MembersView;
import chatx.desktop.members.MembersViewModel;
import chatx.desktop.model.RoomModel;
import chatx.desktop.roomactions.RoomDialogs;
import chatx.desktop.roomlist.RoomListView;
import chatx.desktop.roomlist.RoomListViewModel;
import chatx.desktop.sample.SampleServer;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.desktop.window.MainView;
import chatx.protocol.Ban;
import chatx.protocol.BanList;
import chatx.protocol.CreateInvite;
import chatx.protocol.Invite;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteId;
import chatx.protocol.InviteList;
import chatx.protocol.ListBans;
import chatx.protocol.ListInvites;
import chatx.protocol.Member;
import chatx.protocol.MemberRole;
import chatx.protocol.RoomId;
import chatx.protocol.UserSummary;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Rooms, members, finding, and the dialogs about them. */
final class RoomScreens {
  private static final UserSummary ADA = person("ada", "Ada Lovelace");
  private static final UserSummary BEN = person("ben", "Ben Okri");
  private static final UserSummary EVA = person("eva.luna", "Eva Luna");
  private static final UserSummary GRACE = person("grace", "Grace Hopper");
  private static final UserSummary LONG =
      person("maximilian", "Maximilian Alexander von und zu Lichtenstein-Hohenfels");
  private static final UserSummary MALLORY = person("mallory", "Mallory");
  private static final UserSummary TRUDY = person("trudy", "Trudy");

  private RoomScreens() {}

  /** The window of one server while a picture is drawn. */
  private record Desk(
      Texts texts, Dialogs dialogs, Toasts toasts, SampleServer server, RoomModel garden) {}

  static List<Screen> all() {
    return List.of(
        new Screen("rooms", texts -> framed(texts, MemberRole.OWNER, (_, _) -> {})),
        new Screen(
            "rooms-drawer",
            texts -> framed(texts, MemberRole.OWNER, (_, window) -> drawer(window, true))),
        new Screen(
            "members-drawer",
            texts -> framed(texts, MemberRole.OWNER, (_, window) -> drawer(window, false))),
        new Screen("rooms-empty", RoomScreens::empty),
        new Screen("browse", texts -> dialog(texts, desk -> browse(desk).all())),
        new Screen("browse-nothing", texts -> dialog(texts, desk -> browse(desk).nothing())),
        new Screen("browse-offline", texts -> dialog(texts, desk -> browse(desk).offline())),
        new Screen("join-wrong", texts -> dialog(texts, desk -> browse(desk).wrongPassword())),
        new Screen("create-room", texts -> dialog(texts, desk -> browse(desk).creating())),
        new Screen("create-taken", texts -> dialog(texts, desk -> browse(desk).taken())),
        new Screen("find", texts -> find(texts, FindSamples::results)),
        new Screen("find-start", texts -> find(texts, FindSamples::start)),
        new Screen("find-nothing", texts -> find(texts, FindSamples::nothing)),
        new Screen(
            "room-details", texts -> dialog(texts, desk -> dialogs(desk).details(desk.garden()))),
        new Screen(
            "room-details-member",
            texts ->
                dialog(texts, MemberRole.MEMBER, desk -> dialogs(desk).details(desk.garden()))),
        new Screen(
            "room-leave",
            texts -> dialog(texts, MemberRole.MEMBER, desk -> dialogs(desk).leave(desk.garden()))),
        new Screen(
            "room-delete", texts -> dialog(texts, desk -> dialogs(desk).delete(desk.garden()))),
        new Screen("invites", texts -> dialog(texts, RoomScreens::invites)),
        new Screen("invites-server", texts -> dialog(texts, RoomScreens::serverInvites)),
        new Screen("bans", texts -> dialog(texts, RoomScreens::bans)),
        new Screen("bans-none", texts -> dialog(texts, RoomScreens::noBans)),
        new Screen(
            "member-ban",
            texts ->
                dialog(
                    texts,
                    desk ->
                        MemberSamples.ban(desk.dialogs(), desk.texts(), desk.garden(), GRACE))));
  }

  private static UserSummary person(String name, String displayName) {
    return SampleServer.person(name + MARK, marked(displayName));
  }

  /** What may be cut at its end has the mark in front. */
  private static String marked(String words) {
    return words.length() > 9 ? MARK + words : words + MARK;
  }

  private static BrowseSamples browse(Desk desk) {
    return new BrowseSamples(desk.dialogs(), desk.texts(), desk.server(), MARK);
  }

  private static RoomDialogs dialogs(Desk desk) {
    return new RoomDialogs(desk.texts(), desk.dialogs(), desk.toasts());
  }

  private static void invites(Desk desk) {
    answerInvites(desk, desk.garden().id(), "Garden");
    InviteSamples.made(desk.dialogs(), desk.texts(), desk.garden());
  }

  private static void serverInvites(Desk desk) {
    answerInvites(desk, null, null);
    InviteSamples.made(desk.dialogs(), desk.texts(), desk.server().model());
  }

  private static void answerInvites(Desk desk, @Nullable RoomId room, @Nullable String name) {
    var invite =
        new Invite(
            new InviteId(new UUID(0, 7)),
            room,
            name,
            BEN,
            SampleServer.NOON,
            SampleServer.NOON.plus(Duration.ofDays(7)),
            10,
            3,
            false);
    desk.server().answer(ListInvites.class, _ -> new InviteList(List.of(invite)));
    desk.server()
        .answer(
            CreateInvite.class,
            _ ->
                new InviteCreated(
                    invite,
                    new InviteCodec()
                        .text(
                            new InviteLink(
                                List.of(new InviteAddress("192.168.1.20", 8420)),
                                true,
                                null,
                                "ChatX at home",
                                name,
                                InviteToken.of(new byte[InviteToken.BYTES])))));
  }

  private static void bans(Desk desk) {
    desk.server()
        .answer(
            ListBans.class,
            _ ->
                new BanList(
                    List.of(
                        new Ban(
                            MALLORY,
                            ADA,
                            "Posted the same advertisement twelve times, after having been asked"
                                + " to stop it."
                                + MARK,
                            SampleServer.NOON),
                        new Ban(TRUDY, BEN, null, SampleServer.NOON.minus(Duration.ofDays(40))))));
    BansView.show(
        desk.dialogs(),
        desk.texts(),
        new BansViewModel(desk.texts(), desk.garden()),
        ZoneOffset.UTC);
  }

  private static void noBans(Desk desk) {
    desk.server().answer(ListBans.class, _ -> new BanList(List.of()));
    BansView.show(
        desk.dialogs(),
        desk.texts(),
        new BansViewModel(desk.texts(), desk.garden()),
        ZoneOffset.UTC);
  }

  private static Parent dialog(Texts texts, Consumer<Desk> show) {
    return dialog(texts, MemberRole.OWNER, show);
  }

  private static Parent dialog(Texts texts, MemberRole mine, Consumer<Desk> show) {
    return framed(texts, mine, (desk, _) -> show.accept(desk));
  }

  private static Parent find(Texts texts, BiConsumer<SampleServer, FindSamples> show) {
    return framed(
        texts,
        MemberRole.OWNER,
        (desk, window) -> {
          var samples = new FindSamples(texts, desk.garden(), MARK, List.of(BEN, EVA, GRACE));
          show.accept(desk.server(), samples);
          window.members(new FindView(texts, samples.model(), ZoneOffset.UTC, () -> {}).root());
          drawer(window, false);
        });
  }

  private static Parent empty(Texts texts) {
    var dialogs = new Dialogs(texts);
    var window = new MainView(texts, dialogs, new Toasts(texts));
    window.rail(ShellScreens.rail(texts));
    window.rooms(rooms(texts, new SampleServer("Willow House" + MARK, ADA)).root());
    window.conversation(new Region());
    drawer(window, true);
    return window.root();
  }

  private static Parent framed(Texts texts, MemberRole mine, BiConsumer<Desk, MainView> then) {
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    var server = new SampleServer("Willow House" + MARK, ADA);
    RoomModel garden = garden(server, mine);
    others(server);
    server.model().select(garden);
    var window = new MainView(texts, dialogs, toasts);
    window.rail(ShellScreens.rail(texts));
    window.rooms(rooms(texts, server).root());
    window.conversation(new Region());
    var members = new MembersViewModel(texts);
    members.show(garden);
    window.members(new MembersView(texts, dialogs, toasts, members, ZoneOffset.UTC).root());
    then.accept(new Desk(texts, dialogs, toasts, server, garden), window);
    return window.root();
  }

  private static RoomListView rooms(Texts texts, SampleServer server) {
    var model = new RoomListViewModel(texts);
    model.show(server.model());
    return new RoomListView(
        texts, model, new RoomListView.Actions(_ -> {}, () -> {}, () -> {}, _ -> {}, _ -> {}));
  }

  private static RoomModel garden(SampleServer server, MemberRole mine) {
    MemberRole bens = mine == MemberRole.OWNER ? MemberRole.MODERATOR : MemberRole.OWNER;
    Member[] others = {
      member(BEN, bens, true),
      member(EVA, MemberRole.MEMBER, true),
      member(LONG, MemberRole.MEMBER, true),
      member(GRACE, MemberRole.MODERATOR, false),
      member(TRUDY, MemberRole.MEMBER, false)
    };
    return server.room(
        server.state(
            "garden" + MARK, "What grows, and who waters it this week" + MARK, true, mine, others));
  }

  private static void others(SampleServer server) {
    RoomModel kitchen = room(server, "kitchen");
    RoomModel board = room(server, "board games");
    RoomModel books =
        room(server, "books that everybody in this house should have read at least once");
    RoomModel music = room(server, "music");
    RoomModel workshop = room(server, "workshop");
    kitchen.favourite(true);
    music.muted(true);
    for (int i = 0; i < 12; i++) {
      server.say(kitchen, BEN, "hello " + i);
      server.say(music, EVA, "hello " + i);
    }
    server.say(board, BEN, "@room it is our move");
    server.say(books, EVA, "done");
    workshop.muted(true);
  }

  private static RoomModel room(SampleServer server, String name) {
    return server.room(marked(name), MemberRole.MEMBER, member(BEN, MemberRole.OWNER, true));
  }

  /** Where the window is so narrow that there are drawers, opens one. */
  private static void drawer(MainView window, boolean rooms) {
    window
        .roomsInDrawerProperty()
        .subscribe(narrow -> {
          if (narrow) {
            Platform.runLater(rooms ? window::toggleRooms : window::toggleMembers);
          }
        });
  }
}
