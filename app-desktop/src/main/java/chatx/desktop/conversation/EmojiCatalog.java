package chatx.desktop.conversation;

import chatx.desktop.ui.EmojiImages;
import chatx.desktop.ui.EmojiTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every emoji that has a picture, with the names it is found by. Immutable; any thread. */
final class EmojiCatalog {
  static final EmojiCatalog EMPTY = new EmojiCatalog(List.of());
  private final List<Entry> entries;

  /**
   * @param sequence the characters
   * @param code what is typed for it, without the colons
   * @param words what it is found by besides, in lower case
   */
  record Entry(String sequence, String code, List<String> words, String group) {
    String typed() {
      return ":" + code + ":";
    }
  }

  private EmojiCatalog(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Takes a moment the first time: not on the FX thread. */
  static EmojiCatalog load() {
    return new EmojiCatalog(
        EmojiTable.choices().stream()
            .filter(choice -> EmojiImages.has(choice.sequence()))
            .map(choice ->
                new Entry(choice.sequence(), choice.code(), choice.words(), choice.group()))
            .toList());
  }

  List<Entry> entries() {
    return entries;
  }

  /** Those whose name begins with what was typed first, then those that have it in a word. */
  List<Entry> find(String typed, int most) {
    String query = typed.toLowerCase(Locale.ROOT);
    if (query.isBlank()) {
      return entries.stream().limit(most).toList();
    }
    return Stream.of(
            entries.stream().filter(entry -> entry.code().equals(query)),
            entries.stream().filter(entry -> entry.code().startsWith(query)),
            entries.stream().filter(entry -> anyStarts(entry, query)),
            entries.stream().filter(entry -> entry.code().contains(query)))
        .flatMap(found -> found)
        .distinct()
        .limit(most)
        .toList();
  }

  private static boolean anyStarts(Entry entry, String query) {
    return entry.words().stream().anyMatch(word -> word.startsWith(query));
  }
}
