package chatx.server.cli;

import chatx.server.admin.Administration;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditFilter;
import chatx.server.audit.AuditRow;
import chatx.server.audit.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit list|verify}. */
final class AuditCommand {
  private AuditCommand() {}

  static void addTo(CommandLine audit, Context context) {
    audit.addSubcommand("list", new ListRows(context)).addSubcommand("verify", new Verify(context));
  }

  @Command(
      name = "audit",
      mixinStandardHelpOptions = true,
      description = "Read the audit log, and check that nobody changed it.")
  static final class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw AdminCommand.missing(Objects.requireNonNull(spec));
    }
  }

  @Command(
      name = "list",
      description = "List the newest entries, the last first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  audit list --action sign_in_failed --since 2026-11-23T00:00:00Z",
        "  audit list --limit 20 --before 812          the next page"
      })
  static final class ListRows extends AdminLeaf {
    @Option(names = "--action", paramLabel = "ACTION", description = "only this action")
    private @Nullable String action;

    @Option(names = "--actor", paramLabel = "ID", description = "only what this user did")
    private @Nullable String actor;

    @Option(names = "--subject", paramLabel = "ID", description = "only what was done to this")
    private @Nullable String subject;

    @Option(names = "--since", paramLabel = "TIME", description = "from this time on (ISO 8601)")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "before this time (ISO 8601)")
    private @Nullable String until;

    @Option(names = "--before", paramLabel = "ROW", description = "only rows before this number")
    private long before = Long.MAX_VALUE;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: 100)")
    private int limit = 100;

    @Option(names = "--json", description = "one JSON object per line")
    private boolean json;

    ListRows(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      if (limit < 1 || limit > 1000) {
        throw new CommandFailedException(Cli.USAGE, "--limit must be between 1 and 1000");
      }
      List<AuditRow> rows =
          admin.auditRows(
              new AuditFilter(
                  action(),
                  Optional.ofNullable(actor),
                  Optional.ofNullable(subject),
                  time("--since", since),
                  time("--until", until)),
              before,
              limit);
      if (json) {
        rows.forEach(row -> print(JsonLineCodec.write(row)));
        return Cli.OK;
      }
      table(
          List.of("ROW", "TIME", "ACTION", "ACTOR", "SUBJECT", "ADDRESS", "DETAIL"),
          rows.stream()
              .map(row ->
                  List.of(
                      Long.toString(row.id()),
                      row.at().toString(),
                      row.action(),
                      shown(row.actor()),
                      shown(row.subject()),
                      shown(row.address()),
                      shown(row.detail())))
              .toList());
      return Cli.OK;
    }

    private Optional<AuditAction> action() {
      if (action == null) {
        return Optional.empty();
      }
      Optional<AuditAction> known = AuditAction.ofWireName(action);
      if (known.isEmpty()) {
        throw new CommandFailedException(
            Cli.USAGE,
            "--action must be one of "
                + Arrays.stream(AuditAction.values())
                    .map(AuditAction::wireName)
                    .collect(Collectors.joining(", ")));
      }
      return known;
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
      try {
        return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
      } catch (DateTimeParseException wrong) {
        throw new CommandFailedException(
            Cli.USAGE, option + " must be a time like 2026-11-23T08:00:00Z, not \"" + text + "\"");
      }
    }

    private static String shown(@Nullable String text) {
      return text == null ? "-" : text;
    }
  }

  @Command(
      name = "verify",
      description = {
        "Check the chain of hashes. Exit code 1 when a row was edited, removed or moved; it is"
            + " named.",
        "The last hash, kept elsewhere, also shows later that the whole log was not made anew."
      })
  static final class Verify extends AdminLeaf {
    Verify(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return switch (admin.verifyAudit()) {
        case Verdict.Intact intact -> {
          print(
              "The audit log is intact: %d rows%s."
                  .formatted(
                      intact.rows(), intact.rows() == 0 ? "" : ", last hash " + intact.lastHash()));
          yield Cli.OK;
        }
        case Verdict.Tampered tampered ->
            throw new CommandFailedException(
                Cli.FAILED,
                "The audit log was tampered with: row %d %s."
                    .formatted(tampered.row(), tampered.how().words()));
      };
    }
  }
}
