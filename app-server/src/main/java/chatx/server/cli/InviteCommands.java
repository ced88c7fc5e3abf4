package chatx.server.cli;

import chatx.protocol.Invite;
import chatx.protocol.InviteId;
import chatx.protocol.Limits;
import chatx.protocol.UserSummary;
import chatx.server.admin.Administration;
import chatx.server.admin.InviteWish;
import chatx.server.admin.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin invite}. */
final class InviteCommands {
  private InviteCommands() {}

  static CommandLine group(Context context) {
    return AdminCommand.group("invite", "Invites: links that let people in.")
        .addSubcommand("create", new Create(context))
        .addSubcommand("list", new ListInvites(context))
        .addSubcommand("revoke", new Revoke(context));
  }

  @Command(
      name = "create",
      description = {
        "Make an invite and print its link and QR code, only this once.",
        "It lets people register even where registration is closed. The server has to be running:"
            + " the link names its addresses."
      })
  static final class Create extends AdminLeaf {
    @Option(
        names = "--room",
        paramLabel = "ROOM",
        description = "name or id of the room it leads into, private or not")
    private @Nullable String room;

    @Option(
        names = "--hours",
        paramLabel = "NUMBER",
        defaultValue = "168",
        description = "how long it holds; a week if not given")
    private int hours;

    @Option(
        names = "--uses",
        paramLabel = "NUMBER",
        defaultValue = "10",
        description = "how many people it lets in; 10 if not given")
    private int uses;

    @Option(names = "--no-qr", description = "print no QR code")
    private boolean withoutCode;

    Create(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      if (hours < 1 || hours > Limits.INVITE_MINUTES / 60) {
        throw new CommandFailedException(
            Cli.USAGE, "--hours has to be from 1 to " + Limits.INVITE_MINUTES / 60);
      }
      if (uses < 1 || uses > Limits.INVITE_USES) {
        throw new CommandFailedException(
            Cli.USAGE, "--uses has to be from 1 to " + Limits.INVITE_USES);
      }
      Outcome outcome =
          admin.createInvite(
              new InviteWish(Optional.ofNullable(room), Duration.ofHours(hours), uses));
      int code = finish(outcome);
      if (!withoutCode && outcome instanceof Outcome.Done done) {
        String link = done.text().lines().reduce((_, last) -> last).orElseThrow();
        print("");
        print(TextQrCode.of(link));
      }
      return code;
    }
  }

  @Command(name = "list", description = "List the invites that still let people in.")
  static final class ListInvites extends AdminLeaf {
    ListInvites(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      table(
          List.of("ID", "ROOM", "USED", "UNTIL", "BY"),
          admin.invites().stream()
              .map(invite ->
                  List.of(
                      invite.id().toString(),
                      room(invite),
                      invite.used() + " of " + invite.uses(),
                      invite.expiresAt().toString(),
                      by(invite)))
              .toList());
      return Cli.OK;
    }

    private static String room(Invite invite) {
      String name = invite.roomName();
      return name == null ? "(the server)" : name;
    }

    private static String by(Invite invite) {
      UserSummary by = invite.by();
      return by == null ? "(operator)" : by.name();
    }
  }

  @Command(name = "revoke", description = "End an invite; who came in with it stays.")
  static final class Revoke extends AdminLeaf {
    @Parameters(paramLabel = "ID", description = "id of the invite")
    private @Nullable UUID id;

    Revoke(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.revokeInvite(new InviteId(Objects.requireNonNull(id))));
    }
  }
}
