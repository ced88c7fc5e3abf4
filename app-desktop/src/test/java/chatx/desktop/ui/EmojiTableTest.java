package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fellbaum.jemoji.Emoji;
import net.fellbaum.jemoji.EmojiGroup;
import net.fellbaum.jemoji.EmojiManager;
import net.fellbaum.jemoji.Qualification;
import org.junit.jupiter.api.Test;

/** The table says what JEmoji's data says; {@code -Demoji.table.write=true} writes it anew. */
class EmojiTableTest {
  private static final Path TABLE = Path.of("src/main/resources/chatx/desktop/ui/emoji.tsv");

  /** Below, emoji are signs of text such as © and ↔ unless a selector says otherwise. */
  private static final int FIRST_PICTURE = 0x2600;

  private static final String CODE = "[a-zA-Z0-9_+-]{1,48}";

  private final EmojiTable table = EmojiTable.shared();

  @Test
  void theTableIsMadeFromTheData() throws IOException {
    List<String> lines = lines();
    if (Boolean.getBoolean("emoji.table.write")) {
      Files.write(TABLE, lines);
    }
    assertThat(Files.readAllLines(TABLE)).isEqualTo(lines);
  }

  @Test
  void everyCodeLeadsToItsEmoji() {
    codes()
        .forEach(
            (code, emoji) -> assertThat(table.byCode(code)).as(code).hasValue(emoji.getEmoji()));
    assertThat(table.byCode("no_such_thing")).isEmpty();
  }

  @Test
  void emojiAreFoundInTextAsTheDataFindsThem() {
    List<Emoji> all =
        EmojiManager.getAllEmojis().stream().sorted(Comparator.comparing(Emoji::getEmoji)).toList();
    List<String> between =
        List.of("", "", "", " ", "a", "\u200D", "\uFE0F", "\uFE0E", "1", "#", "\uD83C", "\u20E3");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = 0; piece < 5; piece++) {
        text.append(all.get(random.nextInt(all.size())).getEmoji())
            .append(between.get(random.nextInt(between.size())));
      }
      assertThat(table.find(text.toString()))
          .as("seed %s: %s", seed, text.chars().mapToObj(Integer::toHexString).toList())
          .isEqualTo(
              EmojiManager.extractEmojisInOrderWithIndex(text.toString()).stream()
                  .map(found ->
                      new EmojiTable.Found(
                          found.getCharIndex(),
                          found.getEndCharIndex(),
                          isPicture(found.getEmoji())))
                  .toList());
    }
  }

  @Test
  void aTextOfNothingButEmojiIsReadAtOnce() {
    assertThat(table.find("👩‍❤️‍💋‍👨".repeat(5_000))).hasSize(5_000);
    assertThat(table.find("👩\u200D".repeat(30_000))).hasSize(30_000);
  }

  private static boolean isPicture(Emoji emoji) {
    return emoji.getQualification() == Qualification.FULLY_QUALIFIED
        || emoji.getEmojiCodePoints()[0] >= FIRST_PICTURE;
  }

  /** Sequence, kind, and for those to choose from group, code and words; last what is typed. */
  private static List<String> lines() {
    Map<String, Set<String>> codes = new TreeMap<>();
    codes()
        .forEach((code, emoji) ->
            codes.computeIfAbsent(emoji.getEmoji(), _ -> new TreeSet<>()).add(code));
    List<String> lines = new ArrayList<>();
    Set<String> written = new TreeSet<>();
    for (EmojiGroup group : EmojiGroup.values()) {
      EmojiManager.getAllEmojisByGroup(group).stream()
          .sorted(Comparator.comparing(Emoji::getSubgroup).thenComparing(Emoji::getEmoji))
          .forEach(emoji -> {
            if (written.add(emoji.getEmoji())) {
              lines.add(
                  emoji.getEmoji()
                      + "\t"
                      + (isPicture(emoji) ? "p" : "t")
                      + "\t"
                      + choice(emoji, group)
                      + "\t"
                      + String.join(" ", codes.getOrDefault(emoji.getEmoji(), Set.of())));
            }
          });
    }
    assertThat(written).hasSize(EmojiManager.getAllEmojis().size());
    return lines;
  }

  private static String choice(Emoji emoji, EmojiGroup group) {
    List<String> typed =
        aliases(emoji).filter(code -> code.matches("[a-z0-9_+-]+")).distinct().toList();
    if (typed.isEmpty() || emoji.hasFitzpatrickComponent()) {
      return "\t\t";
    }
    String words =
        Stream.concat(
                typed.stream().flatMap(code -> Stream.of(code.split("[_-]", -1))),
                emoji.getKeywords().stream())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .distinct()
            .collect(Collectors.joining("|"));
    return group.name() + "\t" + typed.getFirst() + "\t" + words;
  }

  private static Stream<String> aliases(Emoji emoji) {
    return Stream.of(emoji.getGithubAliases(), emoji.getSlackAliases(), emoji.getDiscordAliases())
        .flatMap(Collection::stream)
        .filter(alias -> alias.length() > 2 && alias.startsWith(":") && alias.endsWith(":"))
        .map(alias -> alias.substring(1, alias.length() - 1));
  }

  private static Map<String, Emoji> codes() {
    Map<String, Emoji> codes = new TreeMap<>();
    EmojiManager.getAllEmojis().stream()
        .flatMap(EmojiTableTest::aliases)
        .filter(code -> code.matches(CODE))
        .forEach(code -> byCode(code).ifPresent(emoji -> codes.put(code, emoji)));
    return codes;
  }

  private static Optional<Emoji> byCode(String code) {
    String typed = ":" + code + ":";
    return EmojiManager.getByGithubAlias(typed)
        .or(() -> EmojiManager.getByDiscordAlias(typed))
        .or(() -> EmojiManager.getBySlackAlias(typed));
  }
}
