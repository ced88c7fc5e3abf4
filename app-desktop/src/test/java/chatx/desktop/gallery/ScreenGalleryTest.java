package chatx.desktop.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.storage.Density;
import chatx.desktop.storage.ThemeChoice;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.testfx.api.FxToolkit;

/**
 * Draws every screen, light and dark, at the usual and at the smallest size, into {@code
 * target/screenshots}.
 */
class ScreenGalleryTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final int SETTLING_PULSES = 6;

  @BeforeAll
  static void startToolkit() throws Exception {
    var _ = FxToolkit.registerPrimaryStage();
    Files.createDirectories(PICTURES);
  }

  @TestFactory
  Iterable<DynamicTest> every_screen_is_drawn_in_each_look_and_size() {
    return Screens.drawn().stream()
        .map(screen -> DynamicTest.dynamicTest(screen.name(), () -> drawAll(screen)))
        .toList();
  }

  private static void drawAll(Screen screen) throws Exception {
    for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
      draw(screen, theme, 1280, 800);
      draw(screen, theme, 640, 480);
    }
  }

  private static void draw(Screen screen, ThemeChoice theme, int width, int height)
      throws Exception {
    var drawn = new CompletableFuture<BufferedImage>();
    Platform.runLater(() -> {
      try {
        show(screen, theme, width, height, drawn);
      } catch (RuntimeException e) {
        drawn.completeExceptionally(e);
      }
    });
    BufferedImage picture = drawn.get(30, TimeUnit.SECONDS);
    assertThat(picture.getWidth()).isEqualTo(width);
    write(
        picture,
        "%s-%s-%dx%d.png"
            .formatted(screen.name(), theme.name().toLowerCase(Locale.ROOT), width, height));
  }

  private static void show(
      Screen screen,
      ThemeChoice theme,
      int width,
      int height,
      CompletableFuture<BufferedImage> drawn) {
    Parent root = screen.root().apply(Texts.of(Locale.ENGLISH));
    var scene = new Scene(root, width, height);
    new Theme(new Look(theme, 100, Density.COMFORTABLE, true)).install(scene);
    var stage = new Stage();
    stage.setScene(scene);
    stage.show();
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        pulses++;
        if (pulses < SETTLING_PULSES) {
          return;
        }
        stop();
        WritableImage image = scene.snapshot(new WritableImage(width, height));
        stage.close();
        drawn.complete(copy(image));
      }
    }.start();
  }

  private static BufferedImage copy(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    PixelReader pixels = image.getPixelReader();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    return picture;
  }

  private static void write(BufferedImage picture, String name) throws IOException {
    assertThat(ImageIO.write(picture, "png", PICTURES.resolve(name).toFile())).isTrue();
  }
}
