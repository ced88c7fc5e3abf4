package chatx.server.cli;

import chatx.server.ServerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}. */
@Command(
    name = "doctor",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Check what a server needs: data folder, disk, port, database, clock, network.",
      "Changes nothing. Exit code 1 when a check fails; give it the options that serve gets."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doctor --data /var/lib/chatx",
      "  doctor --json",
      "  doctor --network                          why does nobody find it?"
    })
final class DoctorCommand implements Callable<Integer> {
  private final Context context;
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Option(names = "--network", description = "only what keeps people on a network from finding it")
  private boolean network;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ServerConfig config = context.config(Objects.requireNonNull(spec));
    Logs.quiet(config);
    Doctor doctor = new Doctor(config, context.clock());
    List<Finding> findings = network ? doctor.network() : doctor.examine();
    boolean well = findings.stream().noneMatch(f -> f.status() == Finding.Status.FAIL);
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("ok", well);
      report.put("version", VersionCommand.version());
      report.put("checks", findings);
      context.io().out().println(JsonLineCodec.write(report));
      return well ? Cli.OK : Cli.FAILED;
    }
    for (Finding finding : findings) {
      context
          .io()
          .out()
          .println(
              "%-5s %-10s %s"
                  .formatted(
                      finding.status().name().toLowerCase(Locale.ROOT),
                      finding.check(),
                      finding.detail()));
      if (!finding.action().isEmpty()) {
        context.io().out().println(" ".repeat(17) + finding.action());
      }
    }
    return well ? Cli.OK : Cli.FAILED;
  }
}
