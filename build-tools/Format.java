import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks that every Java source of the repository is formatted as google-java-format would, or
 * formats it. Run by the build from the repository's root with {@code check} or {@code apply}; ends
 * with 1 and the files' names when one is not as it should be.
 */
final class Format {
  private static final List<String> ROOTS =
      List.of("shared-protocol/src", "app-server/src", "app-desktop/src", "build-tools");

  private Format() {}

  @SuppressWarnings("SystemOut") // A command line tool: its output is what it is for.
  public static void main(String[] args) throws IOException {
    boolean apply = args.length == 1 && args[0].equals("apply");
    if (!apply && !(args.length == 1 && args[0].equals("check"))) {
      System.err.println("-Dformat takes check or apply.");
      System.exit(2);
    }
    List<String> command = new ArrayList<>();
    if (apply) {
      command.add("--replace");
    } else {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    for (String root : ROOTS) {
      addSources(Path.of(root), command);
    }
    StringWriter found = new StringWriter();
    int exit =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(
                new PrintWriter(found),
                new PrintWriter(System.err, true),
                command.toArray(String[]::new));
    if (exit != 0 && !apply) {
      System.err.println(
          "Not formatted:\n" + found + "To format them: mvn -N validate -Dformat=apply");
    }
    System.exit(exit);
  }

  private static void addSources(Path root, List<String> sources) throws IOException {
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(Path::toString)
            .sorted()
            .forEach(sources::add);
      }
    }
  }
}
