package chatx.desktop.notification;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs programs of the system without a shell. */
@FunctionalInterface
public interface ProgramLauncher {
  /**
   * A program with what it gets. Whatever strangers wrote is one of the arguments, a variable or
   * the input, never a part of a script.
   *
   * @param command the program and its arguments, each as it is
   * @param variables added to the environment
   * @param input for its standard input
   */
  record Call(List<String> command, Map<String, String> variables, String input) {
    public Call {
      command = List.copyOf(command);
      variables = Map.copyOf(variables);
    }
  }

  /**
   * Starts the program and returns at once. A program that is not there, or does not end, is
   * nobody's problem.
   *
   * @param line told of each line it prints, on a thread of ours
   * @param ended told of its exit code, on a thread of ours; not where it was not there
   */
  void start(Call call, Consumer<String> line, Consumer<Integer> ended);
}
