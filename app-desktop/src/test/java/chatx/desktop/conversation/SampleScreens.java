package chatx.desktop.conversation;

import chatx.desktop.model.RoomModel;
import chatx.desktop.model.Span;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberLeft;
import chatx.protocol.ProblemCode;
import chatx.protocol.RoomCreated;
import chatx.protocol.TopicChanged;
import chatx.protocol.UserSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** The conversation with what people write, for looking at it. */
public final class SampleScreens {
  private static final UserSummary GRACE = Samples.user("grace", "Grace Hopper");
  private static final UserSummary LINUS = Samples.user("linus", "Linus");

  final SampleServer server = new SampleServer();
  final ConversationViewModel viewModel;
  final ConversationView view;
  final Dialogs dialogs;
  final StackPane root;
  final Texts texts;
  final List<URI> opened = new ArrayList<>();

  SampleScreens(Texts texts, Preferences preferences, ObservableValue<Look> look) {
    viewModel = new ConversationViewModel(texts, preferences, Work.atOnce());
    this.texts = texts;
    dialogs = new Dialogs(texts);
    view =
        new ConversationView(
            viewModel,
            new ConversationTools(
                texts, new EmojiImages(), dialogs, look, opened::add, Samples.CLOCK));
    root = new StackPane(view, dialogs.layer());
    root.setNodeOrientation(texts.orientation());
  }

  void open(RoomModel room) {
    server.model.select(room);
    viewModel.show(room);
  }

  /** Everything that a message can be. */
  RoomModel garden() {
    var room = server.begin("garden");
    var at = Samples.START.minusSeconds(86_400);
    server.add(room, at, new RoomCreated(Samples.ADA, "garden", "", false));
    server.add(
        room,
        at.plusSeconds(5),
        new TopicChanged(Samples.ADA, "Tomatoes, bees and the long way round to the pond"));
    server.add(
        room, at.plusSeconds(30), SampleServer.posted(Samples.ADA, 3, "Hello everybody :wave:"));
    server.add(room, at.plusSeconds(40), new MemberJoined(GRACE));
    server.add(room, at.plusSeconds(50), new MemberJoined(Samples.BOB));
    server.add(room, at.plusSeconds(60), new MemberJoined(LINUS));
    server.add(room, at.plusSeconds(70), new MemberLeft(LINUS));
    at = Samples.START;
    String[] talk = {
      "grace", "Good morning! The **first frost** is here, and the _pumpkins_ are still outside.",
      "grace",
          "Could somebody bring them in? ~~Tomorrow~~ Today would be good \uD83C\uDF83\uD83D\uDE4F",
      "ada", "On my way. I need:\n\n1. the wheelbarrow\n2. two boxes\n3. `gloves`, size 8",
      "bob",
          "> Could somebody bring them in?\n\n"
              + "The shed is open, see https://example.org/garden/shed?key=under-the-pot or ask"
              + " @ada",
      "bob",
          """
          ```java
          var pumpkins = garden.stream()
              .filter(Pumpkin::isRipe)
              .toList();
          ```
          """,
      "grace", "\uD83D\uDE0D\uD83D\uDC4D",
      "ada",
          "Done. #kitchen gets the rest, @grace: there are eleven of them, and one is the largest"
              + " that I have ever seen in this garden, so large that the wheelbarrow would not"
              + " take it and we had to roll it all the way from the compost heap to the shed.",
      "bob", "@ada you are a hero"
    };
    for (int i = 0; i < talk.length; i += 2) {
      UserSummary author =
          switch (talk[i]) {
            case "ada" -> Samples.ADA;
            case "bob" -> Samples.BOB;
            default -> GRACE;
          };
      at = at.plusSeconds(talk[i].equals("bob") ? 400 : 60);
      server.add(room, at, SampleServer.posted(author, 10 + i, talk[i + 1]));
    }
    return server.enter(
        room, "garden", "Tomatoes, bees and the long way round to the pond", false, 100);
  }

  /** Screens by name, each built anew, for whoever draws all screens of the app. */
  public static Map<String, Function<Texts, Parent>> screens() {
    var screens = new LinkedHashMap<String, Function<Texts, Parent>>();
    all()
        .forEach((name, screen) ->
            screens.put(
                name,
                texts ->
                    screen.apply(
                        new SampleScreens(
                            texts,
                            preferences(),
                            new SimpleObjectProperty<>(TimelineScene.LOOK)))));
    return screens;
  }

  private static Preferences preferences() {
    try {
      var dir = Files.createTempDirectory("chatx-screens");
      return Preferences.open(
          ((AppFolder.Opened) AppFolder.open(dir.resolve("app"), List.of())).folder(),
          Samples.CLOCK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Function<SampleScreens, Parent>> all() {
    var all = new LinkedHashMap<String, Function<SampleScreens, Parent>>();
    all.put(
        "conversation",
        screens -> {
          screens.open(screens.garden());
          return screens.root;
        });
    all.put(
        "conversation-sending",
        screens -> {
          var room = screens.garden();
          room.markRead();
          screens.open(room);
          var _ = room.send("This one waits for the connection");
          var _ = room.send("This one is too wild for the server");
          screens.server.refuse(screens.server.outbox.get(1), ProblemCode.RATE_LIMITED);
          screens.view.share(
              List.of("192.168.1.20:8420", "10.0.0.5:8420"), "lusab-babad-gutih-tugad-gutuk", true);
          return screens.root;
        });
    all.put(
        "conversation-only-here",
        screens -> {
          screens.open(screens.garden());
          screens.view.share(List.of(), "", true);
          return screens.root;
        });
    all.put(
        "conversation-completion",
        screens -> {
          var room = screens.garden();
          room.markRead();
          screens.open(room);
          screens.viewModel.composer().insert("Hi :sm");
          return screens.root;
        });
    all.put(
        "conversation-link",
        screens -> {
          var room = screens.garden();
          room.markRead();
          screens.open(room);
          new LinkQuestion(screens.dialogs, screens.texts, screens.opened::add)
              .ask(
                  new Span.Link(
                      List.of(new Span.Text("your bank")),
                      URI.create("https://evil.example/login?next=" + "x".repeat(120))));
          return screens.root;
        });
    all.put(
        "conversation-limit",
        screens -> {
          screens.open(screens.garden());
          screens.viewModel.composer().insert("so long ".repeat(520));
          screens.viewModel.composer().send();
          return screens.root;
        });
    all.put(
        "conversation-emoji",
        screens -> {
          var room = screens.garden();
          room.markRead();
          screens.open(room);
          screens.view.openEmoji();
          return screens.root;
        });
    all.put(
        "conversation-none",
        screens -> {
          screens.viewModel.show(null);
          return screens.root;
        });
    all.put(
        "conversation-new",
        screens -> {
          var room = screens.server.room("workshop", "What is being built", true, 300, 200);
          room.markRead();
          for (int i = 0; i < 30; i++) {
            screens.server.say(room, Samples.BOB, "news " + i + ": something happened here");
          }
          screens.open(room);
          return screens.root;
        });
    return all;
  }
}
