package chatx.desktop.conversation;

import chatx.desktop.ui.EmojiImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.fellbaum.jemoji.Emoji;
import net.fellbaum.jemoji.EmojiGroup;
import net.fellbaum.jemoji.EmojiManager;

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
    var entries = new ArrayList<Entry>();
    for (var group : EmojiGroup.values()) {
      EmojiManager.getAllEmojisByGroup(group).stream()
          .filter(emoji -> !emoji.hasFitzpatrickComponent())
          .filter(emoji -> EmojiImages.has(emoji.getEmoji()))
          .sorted(Comparator.comparing(Emoji::getSubgroup).thenComparing(Emoji::getEmoji))
          .forEach(emoji -> add(emoji, group, entries));
    }
    return new EmojiCatalog(entries);
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

  private static void add(Emoji emoji, EmojiGroup group, List<Entry> entries) {
    var codes =
        Stream.of(emoji.getGithubAliases(), emoji.getSlackAliases(), emoji.getDiscordAliases())
            .flatMap(List::stream)
            .filter(alias -> alias.length() > 2 && alias.startsWith(":") && alias.endsWith(":"))
            .map(alias -> alias.substring(1, alias.length() - 1))
            .filter(code -> code.matches("[a-z0-9_+-]+"))
            .distinct()
            .toList();
    if (!codes.isEmpty()) {
      var words =
          Stream.concat(
                  codes.stream().flatMap(code -> Stream.of(code.split("[_-]", -1))),
                  emoji.getKeywords().stream())
              .map(word -> word.toLowerCase(Locale.ROOT))
              .distinct()
              .toList();
      entries.add(new Entry(emoji.getEmoji(), codes.getFirst(), words, group.name()));
    }
  }
}
