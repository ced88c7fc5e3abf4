package chatx.protocol.doc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProtocolDocTest {
  /** Tests run in their module's folder. */
  private static final Path FILE = Path.of("..", "docs", "protocol.md");

  @Test
  void theDocumentSaysWhatTheTypesSay() throws IOException {
    String text = ProtocolDoc.text();
    if (Boolean.getBoolean("protocol.doc.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text);
    }

    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as("write it anew: mvn -pl shared-protocol test -Dprotocol.doc.write=true")
        .isEqualTo(text);
  }

  @Test
  void everyLinkInsideTheDocumentHasItsHeading() {
    String text = ProtocolDoc.text();
    var headings =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
            .toList();

    assertThat(
            Pattern.compile("\\]\\(#([^)]+)\\)").matcher(text).results().map(link -> link.group(1)))
        .isSubsetOf(headings);
    assertThat(headings).doesNotHaveDuplicates();
  }
}
