package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.session.Trouble;
import chatx.protocol.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern USED =
      Pattern.compile("(?:texts\\(?\\)?|strings)\\s*\\.get\\(\\s*\"([a-z0-9_.]+)\"\\s*[,)]");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_.]+)\"");

  @Test
  void both_languages_have_the_same_keys() {
    assertThat(lines("texts_de.properties").keySet()).isEqualTo(lines("texts.properties").keySet());
  }

  @Test
  void no_key_is_there_twice() {
    for (String file : List.of("texts.properties", "texts_de.properties")) {
      List<String> keys = keysInOrder(file);
      assertThat(keys).as(file).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_text_has_the_same_placeholders_in_both_languages() {
    Map<String, String> german = lines("texts_de.properties");
    lines("texts.properties")
        .forEach((key, english) ->
            assertThat(placeholders(german.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(placeholders(english)));
  }

  @Test
  void every_pattern_can_be_read_and_no_quotation_mark_swallows_a_placeholder() {
    for (Locale language : Texts.languages()) {
      Texts texts = Texts.of(language);
      for (String key : lines("texts.properties").keySet()) {
        assertThat(texts.get(key, 1, 2, 3, 4)).as(key).isNotBlank().doesNotContain("{");
      }
    }
    for (String file : List.of("texts.properties", "texts_de.properties")) {
      lines(file).forEach((key, text) -> assertThat(text).as(key).doesNotContain("'"));
    }
  }

  @Test
  void every_text_that_the_program_asks_for_exists() throws IOException {
    Set<String> known = lines("texts.properties").keySet();
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var uses = USED.matcher(Files.readString(file));
        while (uses.find()) {
          if (!known.contains(uses.group(1))) {
            missing.add(uses.group(1) + " in " + file.getFileName());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void every_text_is_asked_for_somewhere() throws IOException {
    Set<String> literals = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var found = LITERAL.matcher(Files.readString(file));
        while (found.find()) {
          literals.add(found.group(1));
        }
      }
    }
    List<String> prefixes =
        literals.stream().filter(text -> text.endsWith(".") || text.endsWith("_")).toList();
    assertThat(lines("texts.properties").keySet())
        .filteredOn(key -> !literals.contains(key))
        .filteredOn(key -> prefixes.stream().noneMatch(key::startsWith))
        .isEmpty();
  }

  @Test
  void every_refusal_and_every_key_has_words() {
    Texts texts = Texts.of(Locale.ENGLISH);
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(texts.has("problem." + code.wireName())).as(code.wireName()).isTrue();
    }
    for (Trouble trouble : Trouble.values()) {
      assertThat(texts.trouble(trouble, "host:1")).as(trouble.name()).endsWith(".");
    }
    for (Shortcut shortcut : Shortcut.values()) {
      assertThat(texts.has(shortcut.textKey())).as(shortcut.textKey()).isTrue();
    }
  }

  @Test
  void quantities_are_said_as_people_say_them() {
    assertThat(Texts.of(Locale.ENGLISH).get("problem.retry_in", 1)).contains("1 second.");
    assertThat(Texts.of(Locale.ENGLISH).get("problem.retry_in", 30)).contains("30 seconds.");
    assertThat(Texts.of(Locale.GERMAN).get("problem.retry_in", 1)).contains("1 Sekunde.");
  }

  @Test
  void an_unknown_language_speaks_english_and_may_still_be_written_from_right_to_left() {
    Texts arabic = Texts.of(Locale.of("ar"));
    assertThat(arabic.get("dialog.cancel")).isEqualTo("Cancel");
    assertThat(arabic.orientation()).isEqualTo(NodeOrientation.RIGHT_TO_LEFT);
    assertThat(Texts.of(Locale.GERMANY).get("dialog.cancel")).isEqualTo("Abbrechen");
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile("\\{(\\d)").matcher(text).results().forEach(hit -> found.add(hit.group(1)));
    return found;
  }

  private static List<String> keysInOrder(String file) {
    List<String> keys = new ArrayList<>();
    read(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> keys.add(line.substring(0, line.indexOf('='))));
    return keys;
  }

  private static Map<String, String> lines(String file) {
    Map<String, String> texts = new TreeMap<>();
    read(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line ->
            texts.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return texts;
  }

  private static String read(String file) {
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
