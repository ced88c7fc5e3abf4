package chatx.server.cli;

import chatx.server.ConfigLoader;
import chatx.server.ServerConfig;
import chatx.server.ServerData;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import chatx.server.admin.LiveServer;
import chatx.server.data.DataFolder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the commands of one command line share.
 *
 * @param args the command line as it was given
 * @param inside the running server's own commands, when this command line came from outside
 */
record Context(Io io, Clock clock, List<String> args, Optional<Administration> inside) {
  /** The configuration as this command line asks for it; ends the command when it is wrong. */
  ServerConfig config(CommandSpec command) {
    return loaded(command).config();
  }

  /** The same with what an operator should look at. */
  ConfigLoader.Loaded loaded(CommandSpec command) {
    return switch (ConfigLoader.load(SettingOptions.sources(command, io.environment()))) {
      case ConfigLoader.Refused refused ->
          throw new WrongConfigException(command.commandLine(), refused.problems());
      case ConfigLoader.Loaded loaded -> loaded;
    };
  }

  /**
   * Does an operator's command: here, when this is the server; through the running server, when one
   * holds the data folder; otherwise on the data itself.
   */
  int administer(CommandSpec command, ToIntFunction<Administration> work) {
    if (inside.isPresent()) {
      return work.applyAsInt(inside.get());
    }
    ServerConfig config = config(command);
    Logs.quiet(config);
    Optional<Long> running = DataFolder.runningOn(config.data());
    if (running.isPresent()) {
      return ControlClient.forward(config.data(), running.get(), this);
    }
    try (ServerData data = ServerData.open(config, clock)) {
      return work.applyAsInt(
          new Administration(
              data.database().transactions(), data.audit(), data.hasher(), LiveServer.NONE, clock));
    } catch (StartRefusedException refused) {
      throw new CommandFailedException(Cli.USAGE, String.valueOf(refused.getMessage()));
    }
  }
}
