package chatx.desktop.ui;

import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;

/** ChatX's own picture. */
public final class AppIcon {
  /** In pixels; window systems take the size that they need. */
  private static final int[] SIZES = {16, 24, 32, 48, 64, 128};

  private AppIcon() {}

  /** Gives a window the picture. */
  public static void on(Stage stage) {
    stage.getIcons().setAll(IntStream.of(SIZES).mapToObj(AppIcon::image).toList());
  }

  /**
   * The picture to be shown; size in pixels, at most 64 to be sharp on a display of double density.
   */
  public static ImageView view(double size) {
    var view = new ImageView(image(128));
    view.setFitWidth(size);
    view.setFitHeight(size);
    view.setSmooth(true);
    return view;
  }

  private static Image image(int size) {
    String path = "/chatx/desktop/icons/chatx-" + size + ".png";
    return new Image(Objects.requireNonNull(AppIcon.class.getResourceAsStream(path), path));
  }
}
