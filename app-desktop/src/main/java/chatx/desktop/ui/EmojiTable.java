package chatx.desktop.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which characters are emoji, what is typed for them, and by which words they are found. Any
 * thread; the first use of each kind reads a file of some 500 KB.
 *
 * <p>The file is made from JEmoji's data by {@code EmojiTableTest}: as objects, that data would
 * take 25 MB of the heap for as long as the app runs.
 */
public final class EmojiTable {
  private static final String FILE = "emoji.tsv";
  private static final String PICTURE = "p";
  private static final int COLUMNS = 6;

  /** Whether they are pictures, or signs of text such as © and ↔. */
  private final Map<String, Boolean> sequences = new HashMap<>();

  private final Map<String, String> byCode = new HashMap<>();

  /** How long the longest emoji is that begins so, in UTF-16 code units. */
  private final Map<Character, Integer> longest = new HashMap<>();

  /**
   * An emoji in a text.
   *
   * @param start the first of its UTF-16 code units
   * @param end behind the last
   * @param picture whether it is shown as a picture
   */
  public record Found(int start, int end, boolean picture) {}

  /**
   * One to choose from.
   *
   * @param code what is typed for it, without the colons
   * @param words what it is found by besides, in lower case
   */
  public record Choice(String sequence, String code, List<String> words, String group) {
    public Choice {
      words = List.copyOf(words);
    }
  }

  private static final class Shared {
    private static final EmojiTable TABLE = new EmojiTable();
  }

  private EmojiTable() {
    lines(columns -> {
      String sequence = columns[0];
      sequences.put(sequence, columns[1].equals(PICTURE));
      var _ = longest.merge(sequence.charAt(0), sequence.length(), Math::max);
      if (!columns[5].isEmpty()) {
        for (String code : columns[5].split(" ", -1)) {
          byCode.put(code, sequence);
        }
      }
    });
  }

  public static EmojiTable shared() {
    return Shared.TABLE;
  }

  /** Those that a person chooses from, by group; read anew each time. */
  public static List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    lines(columns -> {
      if (!columns[2].isEmpty()) {
        choices.add(
            new Choice(columns[0], columns[3], List.of(columns[4].split("\\|", -1)), columns[2]));
      }
    });
    return choices;
  }

  /**
   * @param code without colons
   */
  public Optional<String> byCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The emoji of a text in order, each as long as it can be. */
  public List<Found> find(String text) {
    List<Found> found = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = endOfLongest(text, at);
      if (end > at) {
        found.add(new Found(at, end, Boolean.TRUE.equals(sequences.get(text.substring(at, end)))));
        at = end;
      } else {
        at++;
      }
    }
    return found;
  }

  private int endOfLongest(String text, int start) {
    Integer most = longest.get(text.charAt(start));
    if (most == null) {
      return start;
    }
    for (int end = Math.min(text.length(), start + most); end > start; end--) {
      if (sequences.containsKey(text.substring(start, end))) {
        return end;
      }
    }
    return start;
  }

  private static void lines(Consumer<String[]> each) {
    try (InputStream in = Objects.requireNonNull(EmojiTable.class.getResourceAsStream(FILE));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().map(line -> line.split("\t", COLUMNS)).forEach(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
