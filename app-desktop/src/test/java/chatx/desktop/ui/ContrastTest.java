package chatx.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 AA: 4.5 for text, 3 for the edges of controls and the focus ring. */
class ContrastTest {
  private static final Pattern TOKEN = Pattern.compile("(-[a-z0-9-]+):\\s*([^;]+);");
  private static final List<String> SURFACES =
      List.of("-color-bg-default", "-color-bg-overlay", "-color-bg-subtle", "-color-bg-inset");
  private static final List<String> WORDS =
      List.of(
          "-color-fg-default",
          "-color-fg-muted",
          "-color-fg-subtle",
          "-color-accent-fg",
          "-color-success-fg",
          "-color-warning-fg",
          "-color-danger-fg");

  @ParameterizedTest
  @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
  void words_can_be_read_on_every_surface_also_under_the_pointer(String file) throws IOException {
    Map<String, Color> tokens = tokens(file);
    for (String surface : SURFACES) {
      Color plain = token(tokens, surface);
      for (String veil : List.of("", "-chatx-hover", "-color-neutral-subtle")) {
        Color ground = veil.isEmpty() ? plain : over(token(tokens, veil), plain);
        for (String words : WORDS) {
          assertContrast(token(tokens, words), ground, 4.5, words + " on " + surface + veil);
        }
      }
      assertContrast(
          token(tokens, "-color-fg-default"),
          over(token(tokens, "-chatx-selected"), plain),
          4.5,
          "selected row on " + surface);
      assertContrast(
          token(tokens, "-color-fg-subtle"),
          over(token(tokens, "-chatx-selected"), plain),
          4.5,
          "small words of a selected row on " + surface);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
  void coloured_grounds_carry_their_words(String file) throws IOException {
    Map<String, Color> tokens = tokens(file);
    for (String kind : List.of("accent", "success", "warning", "danger")) {
      assertContrast(
          token(tokens, "-color-fg-emphasis"),
          token(tokens, "-color-" + kind + "-emphasis"),
          4.5,
          "white on " + kind);
      for (String words : List.of("-color-fg-default", "-color-" + kind + "-fg")) {
        assertContrast(
            token(tokens, words),
            token(tokens, "-color-" + kind + "-subtle"),
            4.5,
            words + " on subtle " + kind);
      }
    }
    for (String pressed : List.of("-chatx-accent-hover", "-chatx-danger-hover")) {
      assertContrast(token(tokens, "-color-fg-emphasis"), token(tokens, pressed), 4.5, pressed);
    }
    assertContrast(
        token(tokens, "-color-fg-emphasis"),
        token(tokens, "-color-neutral-emphasis"),
        4.5,
        "badge");
    for (String words : List.of("-color-fg-default", "-color-fg-muted", "-color-fg-subtle")) {
      assertContrast(
          token(tokens, words), token(tokens, "-chatx-mention"), 4.5, words + " on a mention");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
  void edges_of_fields_focus_and_presence_can_be_seen(String file) throws IOException {
    Map<String, Color> tokens = tokens(file);
    for (String surface : SURFACES) {
      for (String edge : List.of("-chatx-field-border", "-chatx-focus", "-chatx-online")) {
        assertContrast(token(tokens, edge), token(tokens, surface), 3, edge + " on " + surface);
      }
    }
  }

  @Test
  void both_looks_have_the_same_tokens() throws IOException {
    assertThat(tokens("tokens-dark.css").keySet()).isEqualTo(tokens("tokens-light.css").keySet());
  }

  @Test
  void initials_can_be_read_on_every_colour_of_an_avatar() {
    for (String colour : Avatar.COLOURS) {
      assertContrast(Color.WHITE, Color.web(colour), 4.5, colour);
    }
  }

  @Test
  void the_rules_name_tokens_and_no_colours_of_their_own() throws IOException {
    String rules = read("chatx.css");
    assertThat(Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(").matcher(rules).results()).isEmpty();
  }

  private static void assertContrast(Color words, Color ground, double least, String what) {
    double lighter = Math.max(luminance(words), luminance(ground));
    double darker = Math.min(luminance(words), luminance(ground));
    assertThat((lighter + 0.05) / (darker + 0.05)).as(what).isGreaterThanOrEqualTo(least);
  }

  private static Color over(Color veil, Color ground) {
    double alpha = veil.getOpacity();
    return Color.color(
        veil.getRed() * alpha + ground.getRed() * (1 - alpha),
        veil.getGreen() * alpha + ground.getGreen() * (1 - alpha),
        veil.getBlue() * alpha + ground.getBlue() * (1 - alpha));
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static Color token(Map<String, Color> tokens, String name) {
    return Objects.requireNonNull(tokens.get(name), name);
  }

  private static Map<String, Color> tokens(String file) throws IOException {
    Map<String, Color> tokens = new TreeMap<>();
    TOKEN
        .matcher(read(file))
        .results()
        .forEach(hit -> tokens.put(hit.group(1), Color.web(hit.group(2).strip())));
    return tokens;
  }

  private static String read(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(Theme.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
