package chatx.desktop.conversation;

import chatx.desktop.model.MemberModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a word that is being typed may become.
 *
 * @param start where the word begins, with its sign
 * @param suggestions the best first; none when nothing fits
 * @param chosen the one that Tab and Enter take
 */
record Completion(int start, List<Suggestion> suggestions, int chosen) {
  static final Completion NONE = new Completion(0, List.of(), 0);
  private static final int MOST = 8;

  /** Longer words are nobody's name, and looking back stays cheap. */
  private static final int LONGEST = 64;

  /** Emoji are suggested from the second letter on: a colon alone is punctuation. */
  private static final int EMOJI_LETTERS = 2;

  boolean isEmpty() {
    return suggestions.isEmpty();
  }

  Completion move(int by) {
    return isEmpty()
        ? this
        : new Completion(start, suggestions, Math.floorMod(chosen + by, suggestions.size()));
  }

  Completion choose(int index) {
    return new Completion(start, suggestions, index);
  }

  /** What could be meant. */
  record Sources(List<MemberModel> members, List<String> rooms, EmojiCatalog emoji) {}

  static Completion at(String text, int caret, Sources sources) {
    var start = start(text, caret);
    if (start.isEmpty()) {
      return NONE;
    }
    String query = text.substring(start.get() + 1, caret).toLowerCase(Locale.ROOT);
    var found =
        switch (text.charAt(start.get())) {
          case '@' -> people(query, sources.members());
          case '#' -> rooms(query, sources.rooms());
          default -> emoji(query, sources.emoji());
        };
    return new Completion(start.get(), found, 0);
  }

  private static Optional<Integer> start(String text, int caret) {
    for (int i = caret - 1; i >= 0 && i >= caret - LONGEST; i--) {
      char sign = text.charAt(i);
      if (Character.isWhitespace(sign)) {
        return Optional.empty();
      }
      if (sign == '@' || sign == '#' || sign == ':') {
        boolean atWordStart =
            i == 0
                || Character.isWhitespace(text.charAt(i - 1))
                || "([{\"'".indexOf(text.charAt(i - 1)) >= 0;
        return atWordStart ? Optional.of(i) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<Suggestion> people(String query, List<MemberModel> members) {
    var found = new ArrayList<Suggestion>();
    members.stream()
        .filter(member -> fits(member, query))
        .sorted(
            Comparator.comparing((MemberModel member) -> !startsName(member, query))
                .thenComparing(member -> !member.online())
                .thenComparing(
                    member -> member.user().displayName(), String.CASE_INSENSITIVE_ORDER))
        .limit(MOST)
        .forEach(member -> found.add(new Suggestion.Person(member.user(), member.online())));
    if ("room".startsWith(query) && found.size() < MOST) {
      found.add(new Suggestion.Everybody());
    }
    return List.copyOf(found);
  }

  private static boolean fits(MemberModel member, String query) {
    if (startsName(member, query)) {
      return true;
    }
    for (String word : lower(member.user().displayName()).split("\\s+", -1)) {
      if (word.startsWith(query)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsName(MemberModel member, String query) {
    return lower(member.user().name()).startsWith(query)
        || lower(member.user().displayName()).startsWith(query);
  }

  private static List<Suggestion> rooms(String query, List<String> rooms) {
    return rooms.stream()
        .filter(name -> name.chars().noneMatch(Character::isWhitespace))
        .filter(name -> lower(name).contains(query))
        .sorted(Comparator.comparing((String name) -> !lower(name).startsWith(query)))
        .limit(MOST)
        .<Suggestion>map(Suggestion.Room::new)
        .toList();
  }

  private static List<Suggestion> emoji(String query, EmojiCatalog catalog) {
    return query.length() < EMOJI_LETTERS
        ? List.of()
        : catalog.find(query, MOST).stream().<Suggestion>map(Suggestion.Picture::new).toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
