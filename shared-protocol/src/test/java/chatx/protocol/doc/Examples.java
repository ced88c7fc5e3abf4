package chatx.protocol.doc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** The golden frames as Markdown shows them, and the other resources of the document. */
final class Examples {
  /** Longer example frames are laid out in lines. */
  private static final int WIDTH = 100;

  private static final JsonMapper JSON = new JsonMapper();
  private static final DefaultPrettyPrinter LAYOUT =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private Examples() {}

  static String of(String wireName) {
    String frame = frame(wireName).strip();
    if (frame.length() > WIDTH) {
      frame = JSON.writer().with(LAYOUT).writeValueAsString(JSON.readTree(frame));
    }
    return "```json\n" + frame + "\n```";
  }

  private static String frame(String wireName) {
    return resource("/frames/" + wireName + ".json");
  }

  /** From the source folder, where golden frames of the same run are already; see CONTRIBUTING. */
  static String resource(String path) {
    try {
      return Files.readString(Path.of("src/test/resources" + path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read src/test/resources" + path, e);
    }
  }
}
