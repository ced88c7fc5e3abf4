package chatx.desktop.conversation;

import chatx.desktop.storage.Density;
import chatx.desktop.storage.ThemeChoice;
import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.Look;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Theme;
import java.util.Locale;

/** A timeline by itself, without the view around it. */
final class TimelineScene {
  static final Look LOOK = new Look(ThemeChoice.LIGHT, 100, Density.COMFORTABLE, true);

  private TimelineScene() {}

  static TimelineView timeline(Theme theme, RowActions actions) {
    var texts = Texts.of(Locale.ENGLISH);
    var words = new RowWords(texts, Samples.CLOCK);
    return new TimelineView(
        new RowFactory(texts, words, new EmojiImages(), actions),
        words,
        theme.lookProperty(),
        actions);
  }
}
