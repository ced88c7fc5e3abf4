package chatx.desktop.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;

/**
 * Emoji as pictures, since fonts paint them in colour on macOS only. Pictures are cached, the least
 * used go first. FX thread only.
 */
public final class EmojiImages {
  /** 64 × 64 pixels of 4 bytes each: 4 MiB when full. */
  static final int CACHED = 256;

  private static final int VARIATION = 0xFE0F;

  private final Map<String, Image> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
          return size() > CACHED;
        }
      };

  /** Whether there is a picture of that sequence. Any thread. */
  public static boolean has(String emoji) {
    return file(emoji).isPresent();
  }

  /**
   * A new node that shows the emoji; a skin tone without a picture of its own is shown without the
   * tone.
   *
   * @param size in pixels
   * @return empty when there is no picture: show the text
   */
  public Optional<ImageView> node(String emoji, double size) {
    return file(emoji)
        .map(file -> {
          var view = new ImageView(cache.computeIfAbsent(file, EmojiImages::load));
          view.setFitWidth(size);
          view.setFitHeight(size);
          view.setSmooth(true);
          view.setPreserveRatio(true);
          view.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
          view.setAccessibleText(emoji);
          view.getStyleClass().add("emoji");
          return view;
        });
  }

  private static Optional<String> file(String emoji) {
    int[] points = emoji.codePoints().toArray();
    if (points.length == 0 || points.length > 16) {
      return Optional.empty();
    }
    int[] plain = emoji.codePoints().filter(EmojiImages::noSkinTone).toArray();
    List<String> names = new ArrayList<>();
    names.add(name(points));
    names.add(name(plain));
    names.add(name(Arrays.stream(plain).filter(p -> p != VARIATION).toArray()));
    if (plain.length == 1) {
      names.add(name(new int[] {plain[0], VARIATION}));
    }
    return names.stream()
        .filter(name -> !name.isEmpty() && EmojiImages.class.getResource(name) != null)
        .findFirst();
  }

  private static boolean noSkinTone(int point) {
    return point < 0x1F3FB || point > 0x1F3FF;
  }

  private static String name(int[] points) {
    if (points.length == 0) {
      return "";
    }
    return Arrays.stream(points)
        .mapToObj(point -> String.format(Locale.ROOT, "%04x", point))
        .collect(Collectors.joining("-", "emoji/", ".png"));
  }

  private static Image load(String file) {
    try (InputStream in = EmojiImages.class.getResourceAsStream(file)) {
      return new Image(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
