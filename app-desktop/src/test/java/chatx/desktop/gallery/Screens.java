package chatx.desktop.gallery;

import chatx.desktop.help.HelpSheet;
import chatx.desktop.rail.RailEntry;
import chatx.desktop.rail.RailView;
import chatx.desktop.switcher.SwitchTarget;
import chatx.desktop.switcher.SwitcherView;
import chatx.desktop.switcher.SwitcherViewModel;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Toasts;
import chatx.desktop.window.MainView;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.Parent;
import javafx.scene.layout.Region;

/**
 * Every screen that has a picture. Names in sample data carry the mark, so that tests know them.
 */
public final class Screens {
  /** In every word of sample data that is not one of the texts. */
  public static final String MARK = "\u2022";

  private Screens() {}

  public static List<Screen> all() {
    return List.of(
        new Screen("window", texts -> framed(texts, _ -> {})),
        new Screen("help", texts -> framed(texts, dialogs -> HelpSheet.show(dialogs, texts))),
        new Screen(
            "switcher",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        SwitcherView.show(
                            dialogs, texts, new SwitcherViewModel(targets(), _ -> {})))),
        new Screen(
            "switcher-empty",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        SwitcherView.show(
                            dialogs, texts, new SwitcherViewModel(List.of(), _ -> {})))),
        new Screen(
            "dialog-delete",
            texts ->
                framed(
                    texts,
                    dialogs ->
                        dialogs.confirmTyped(
                            "Delete #garden?" + MARK,
                            "All messages of the room are gone for everybody." + MARK,
                            "garden" + MARK,
                            "Delete room" + MARK,
                            () -> {}))));
  }

  /** The window with a rail and empty slots, and what the given step puts in front of it. */
  public static Parent framed(Texts texts, Consumer<Dialogs> then) {
    var dialogs = new Dialogs(texts);
    var toasts = new Toasts(texts);
    var window = new MainView(texts, dialogs, toasts);
    window.rail(rail(texts));
    window.rooms(new Region());
    window.conversation(new Region());
    window.members(new Region());
    then.accept(dialogs);
    return window.root();
  }

  public static Region rail(Texts texts) {
    var home = new UUID(1, 2);
    var rail =
        new RailView(
            texts,
            FXCollections.observableArrayList(),
            _ -> {},
            new RailView.Actions(() -> {}, () -> {}, () -> {}));
    rail.selectedProperty().set(home);
    rail.entries()
        .setAll(
            new RailEntry(home, "Willow House" + MARK, "192.168.1.5" + MARK, 3, 0, true),
            new RailEntry(new UUID(3, 9), "Chess club" + MARK, "chess.example" + MARK, 12, 2, true),
            new RailEntry(new UUID(5, 7), "Workshop" + MARK, "10.0.0.8" + MARK, 0, 0, false));
    return rail.root();
  }

  private static List<SwitchTarget> targets() {
    return List.of(
        target("garden", false, 4, 1, 9),
        target("kitchen", false, 12, 0, 8),
        target("board", true, 0, 0, 7),
        target("holiday plans", false, 0, 0, 6),
        target("music", false, 0, 0, 5));
  }

  private static SwitchTarget target(
      String name, boolean locked, int unread, int mentions, long at) {
    return new SwitchTarget(
        new UUID(1, 2),
        UUID.randomUUID(),
        name + MARK,
        "Willow House" + MARK,
        locked,
        unread,
        mentions,
        at);
  }
}
