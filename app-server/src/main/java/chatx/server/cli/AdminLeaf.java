package chatx.server.cli;

import chatx.server.admin.Administration;
import chatx.server.admin.Outcome;
import chatx.server.text.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs the data, or the server that runs on it. */
@Command(mixinStandardHelpOptions = true)
abstract class AdminLeaf implements Callable<Integer> {
  private final Context context;
  @Spec private @Nullable CommandSpec spec;

  AdminLeaf(Context context) {
    this.context = context;
  }

  abstract int run(Administration admin);

  @Override
  public final Integer call() {
    return context.administer(Objects.requireNonNull(spec), this::run);
  }

  final Context context() {
    return context;
  }

  final void print(String text) {
    context.io().out().println(text);
  }

  /** Columns as wide as their widest value; every value in one line. */
  final void table(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    rows.forEach(row -> all.add(row.stream().map(OneLine::of).toList()));
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = all.stream().mapToInt(r -> length(r.get(at))).max().orElse(0);
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width - length(cell) + 2));
      }
      print(line.toString().stripTrailing());
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  final int finish(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> {
        print(done.text());
        yield Cli.OK;
      }
      case Outcome.Refused refused ->
          throw new CommandFailedException(Cli.FAILED, refused.reason());
    };
  }

  final @Nullable String password(boolean fromInput) {
    if (!fromInput) {
      return null;
    }
    try {
      String line =
          new BufferedReader(new InputStreamReader(context.io().in(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null || line.isEmpty()) {
        throw new CommandFailedException(
            Cli.USAGE, "--password-stdin was given, but the standard input has no line");
      }
      return line;
    } catch (IOException broken) {
      throw new CommandFailedException(Cli.USAGE, "the standard input cannot be read: " + broken);
    }
  }
}
