package chatx.server.cli;

import java.util.List;
import picocli.CommandLine;

/** Settings that cannot be used, all of them in one message. */
final class WrongConfigException extends CommandLine.ParameterException {
  private static final long serialVersionUID = 1L;

  WrongConfigException(CommandLine command, List<String> problems) {
    super(
        command,
        problems.size() == 1
            ? problems.getFirst()
            : "the configuration has %d problems:%n  - %s"
                .formatted(problems.size(), String.join("%n  - ".formatted(), problems)));
  }
}
