package chatx.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chatx.desktop.storage.AppFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The app in a real window, from the first start to a sent message. Runs where there is a display;
 * leaves a picture of the screen in {@code target/screenshots}.
 */
class RealWindowIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aRoomIsHostedAndAMessageIsSeen() throws Exception {
    AppFolder opened = ((AppFolder.Opened) AppFolder.open(folder, List.of())).folder();
    assertThat(DesktopApp.start(opened, Clock.systemUTC(), List.of())).isEmpty();
    until(() -> !Window.getWindows().isEmpty() && shown("#welcome-host"));
    onFx(() -> {
      type("#welcome-display-name", "Ada");
      press("#welcome-host");
      return true;
    });
    until(() -> shown("#welcome-host-go"));
    onFx(() -> {
      press("#welcome-host-go");
      return true;
    });
    until(() ->
        shown("#room-name") && ((Label) scene().lookup("#room-name")).getText().equals("Lobby"));
    onFx(() -> {
      type("#composer", "Hello from a real window");
      press("#composer-send");
      return true;
    });
    until(() -> !scene().getRoot().lookupAll(".passage").isEmpty());

    BufferedImage picture = onFx(RealWindowIT::screen);
    Path file = Path.of("target/screenshots/real-window.png");
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
    assertThat(colours(picture)).as("colours on the screen").hasSizeGreaterThan(20);
    onFx(() -> {
      List.copyOf(Window.getWindows()).forEach(Window::hide);
      return true;
    });
  }

  private static Scene scene() {
    return Window.getWindows().getFirst().getScene();
  }

  private static boolean shown(String id) {
    Node node = scene().lookup(id);
    return node != null && node.isVisible() && !node.isDisabled();
  }

  private static void type(String id, String text) {
    ((TextInputControl) scene().lookup(id)).setText(text);
  }

  private static void press(String id) {
    ((Button) scene().lookup(id)).fire();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(() -> onFx(condition));
  }

  private static <T> T onFx(Callable<T> work) throws Exception {
    var done = new CompletableFuture<T>();
    Platform.runLater(() -> {
      try {
        done.complete(work.call());
      } catch (Exception | AssertionError e) {
        done.completeExceptionally(e);
      }
    });
    return done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static BufferedImage screen() {
    Window window = Window.getWindows().getFirst();
    WritableImage image =
        new Robot()
            .getScreenCapture(
                null, window.getX(), window.getY(), window.getWidth(), window.getHeight());
    PixelReader pixels = image.getPixelReader();
    var picture =
        new BufferedImage(
            (int) image.getWidth(), (int) image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    return picture;
  }

  private static Set<Integer> colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y += 2) {
      for (int x = 0; x < picture.getWidth(); x += 2) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours;
  }
}
