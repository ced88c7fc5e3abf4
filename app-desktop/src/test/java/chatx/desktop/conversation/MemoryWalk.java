package chatx.desktop.conversation;

import chatx.desktop.model.RoomModel;
import chatx.desktop.storage.AppFolder;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * Prints what a room of 100,000 messages that is scrolled from end to end, and 50 changes of room,
 * leave in the heap. Not part of the tests: {@code mvn test -pl app-desktop -Dtest=MemoryWalk}.
 */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class MemoryWalk {
  private static final int MESSAGES = 100_000;
  private static final int SWITCHES = 50;
  private static final double STEP = 1_500;

  @TempDir Path dir;
  private SampleScreens screens;
  private Scene scene;

  @Start
  void start(Stage stage) {
    var folder = ((AppFolder.Opened) AppFolder.open(dir.resolve("app"), List.of())).folder();
    var theme = new Theme(TimelineScene.LOOK);
    screens =
        new SampleScreens(
            Texts.of(Locale.ENGLISH),
            Preferences.open(folder, Samples.CLOCK),
            theme.lookProperty());
    scene = new Scene(screens.root, 900, 700);
    theme.install(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void walk() throws Exception {
    var room = Pulses.on(() -> screens.server.endless("endless", MESSAGES));
    var others = new ArrayList<RoomModel>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      others.add(Pulses.on(() -> screens.server.endless("room " + number, 5_000)));
    }
    Pulses.change(() -> screens.open(room));
    var timeline = (TimelineView) scene.lookup("#timeline");
    say("at the end of the room", room);

    long reported = MESSAGES;
    long began = System.nanoTime();
    int frames = 0;
    while (room.timeline().hasOlder() || atTop(timeline) > 0) {
      Pulses.frame(() -> timeline.scrollBy(-STEP));
      frames++;
      if (room.timeline().firstShown() <= reported - 20_000) {
        reported -= 20_000;
        say("at message " + room.timeline().firstShown(), room);
      }
    }
    say("at the beginning", room);
    say(
        frames
            + " frames of "
            + (int) STEP
            + " pixels, "
            + screens.server.pages()
            + " pages, "
            + (System.nanoTime() - began) / 1_000_000 / Math.max(1, frames)
            + " ms a frame",
        room);
    for (int i = 1; i <= SWITCHES; i++) {
      var next = i % 6 == 0 ? room : others.get(i % 6 - 1);
      Pulses.change(() -> screens.open(next));
      Pulses.frame(() -> timeline.scrollBy(-STEP));
      if (i % 10 == 0) {
        say("after " + i + " changes of room", room);
      }
    }
  }

  private static int atTop(TimelineView timeline) throws Exception {
    return Pulses.on(() -> timeline.viewOf("m:1").isPresent() ? 0 : 1);
  }

  private static void say(String where, RoomModel room) throws Exception {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Pulses.settle();
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
    System.out.printf(
        Locale.ROOT,
        "%-45s heap %,7d KiB, resident %s, %d rows%n",
        where,
        heap,
        resident(),
        room.timeline().rows().size());
  }

  private static String resident() throws Exception {
    var status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("")
                .replaceAll("[^0-9]+", " ")
                .strip()
            + " KiB"
        : "unknown";
  }
}
