package chatx.desktop.gallery;

import chatx.desktop.conversation.SampleScreens;
import java.util.List;
import java.util.stream.Stream;

/** Every screen that has a picture: one list for each owner of screens. */
public final class Screens {
  /** In every word of sample data that is not one of the texts, so that tests know it. */
  public static final String MARK = "\u2022";

  private Screens() {}

  /** Those in which only our own words and marked ones are shown. */
  public static List<Screen> all() {
    return Stream.of(ShellScreens.all(), RoomScreens.all()).flatMap(List::stream).toList();
  }

  /** All, those with what people write among them. */
  public static List<Screen> drawn() {
    return Stream.concat(
            all().stream(),
            SampleScreens.screens().entrySet().stream()
                .map(screen -> new Screen(screen.getKey(), screen.getValue())))
        .toList();
  }
}
