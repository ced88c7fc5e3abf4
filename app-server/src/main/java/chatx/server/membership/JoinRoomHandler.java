package chatx.server.membership;

import chatx.protocol.JoinRoom;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.SessionCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomTransaction;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the caller a member, after a look at the password where there is one. */
final class JoinRoomHandler implements SessionCommandHandler<JoinRoom> {
  /** How often the password may change between the look at it and the entry. */
  private static final int ATTEMPTS = 3;

  private final RoomDirectory rooms;
  private final RoomPasswords passwords;
  private final BanStore bans;
  private final Admission admission;

  JoinRoomHandler(
      RoomDirectory rooms, RoomPasswords passwords, BanStore bans, Admission admission) {
    this.rooms = rooms;
    this.passwords = passwords;
    this.bans = bans;
    this.admission = admission;
  }

  @Override
  public Class<JoinRoom> command() {
    return JoinRoom.class;
  }

  @Override
  public Access access() {
    return Access.SIGNED_IN;
  }

  @Override
  public ServerReply handle(Caller caller, JoinRoom command) {
    // The password that was checked; a room whose password changed meanwhile asks again.
    String checked = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String opened = checked;
      AtomicReference<@Nullable String> asked = new AtomicReference<>();
      caller.holdEventsUntilReply();
      ServerReply reply =
          rooms.ask(command.room(), room -> join(room, caller, command, opened, asked));
      String hash = asked.get();
      if (hash == null || command.password() == null) {
        return reply;
      }
      // Nothing was subscribed yet, and a look at a password takes long.
      caller.releaseEvents();
      Problem refusal = passwords.refusal(caller, command.room(), command.password(), hash);
      if (refusal != null) {
        return refusal;
      }
      checked = hash;
    }
    return Problems.busy();
  }

  static Problem banned() {
    return Problems.of(
        ProblemCode.BANNED, "You are banned from this room. Its moderators can lift that.");
  }

  private ServerReply join(
      RoomTransaction room,
      Caller caller,
      JoinRoom command,
      @Nullable String opened,
      AtomicReference<@Nullable String> asked) {
    asked.set(null);
    if (room.state().member(caller.me().id()) != null) {
      return admission.open(room, caller);
    }
    if (bans.isBanned(room.tx(), command.room(), caller.me().id())) {
      return banned();
    }
    String hash = room.state().passwordHash();
    if (hash == null || hash.equals(opened)) {
      return admission.admit(room, caller);
    }
    asked.set(hash);
    return Problems.of(
        ProblemCode.ROOM_PASSWORD_NEEDED,
        "The room is private. Join with its password.",
        "data.password");
  }
}
