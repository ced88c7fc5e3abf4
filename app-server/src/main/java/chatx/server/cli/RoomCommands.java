package chatx.server.cli;

import chatx.server.admin.Administration;
import chatx.server.admin.RoomRow;
import chatx.server.text.OneLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin room}. */
final class RoomCommands {
  private RoomCommands() {}

  static CommandLine group(Context context) {
    return AdminCommand.group("room", "Rooms of this server.")
        .addSubcommand("list", new ListRooms(context))
        .addSubcommand("show", new Show(context))
        .addSubcommand("delete", new Delete(context));
  }

  @Command(name = "list", description = "List rooms: name, id, members, owners, age.")
  static final class ListRooms extends AdminLeaf {
    @Parameters(arity = "0..1", paramLabel = "PART", description = "only names that contain this")
    private @Nullable String part;

    ListRooms(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      table(
          List.of("NAME", "ID", "MARKS", "MEMBERS", "OWNERS", "SINCE"),
          admin.rooms(Optional.ofNullable(part)).stream()
              .map(room ->
                  List.of(
                      room.name(),
                      room.id().toString(),
                      room.locked() ? "password" : "",
                      Integer.toString(room.members()),
                      String.join(",", room.owners()),
                      room.createdAt().toString()))
              .toList());
      return Cli.OK;
    }
  }

  @Command(name = "show", description = "Show a room, without what was said in it.")
  static final class Show extends AdminLeaf {
    @Parameters(paramLabel = "ROOM", description = "name or id of the room")
    private String name = "";

    Show(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      RoomRow room =
          admin
              .room(name)
              .orElseThrow(() ->
                  new CommandFailedException(
                      Cli.FAILED, "There is no room “" + name + "”. See: admin room list"));
      print("name     " + OneLine.of(room.name()));
      print("id       " + room.id());
      print("topic    " + OneLine.of(room.topic()));
      print("password " + (room.locked() ? "yes" : "no"));
      print("members  " + room.members());
      print("owners   " + String.join(", ", room.owners()));
      print("events   " + room.events());
      print("since    " + room.createdAt());
      return Cli.OK;
    }
  }

  @Command(name = "delete", description = "Delete a room and what was said in it, for ever.")
  static final class Delete extends AdminLeaf {
    @Parameters(paramLabel = "ROOM", description = "name or id of the room")
    private String name = "";

    Delete(Context context) {
      super(context);
    }

    @Override
    int run(Administration admin) {
      return finish(admin.deleteRoom(name));
    }
  }
}
