package chatx.server.admin;

import chatx.server.invite.InvitePlace;
import java.util.Optional;
import java.util.UUID;

/**
 * The running server, as far as what an operator does has to reach those who are connected. Called
 * after the commit, on virtual threads.
 */
public interface LiveServer {

  /** For when no server is running: there is nobody to tell. */
  LiveServer NONE =
      new LiveServer() {
        @Override
        public void endSessions(UUID user) {}

        @Override
        public void endSession(UUID user, UUID session) {}

        @Override
        public boolean deleteRoom(UUID room) {
          return false;
        }

        @Override
        public Optional<InvitePlace> place() {
          return Optional.empty();
        }
      };

  /** Closes all connections of a user. */
  void endSessions(UUID user);

  /** Closes the connections of one sign-in. */
  void endSession(UUID user, UUID session);

  /**
   * Deletes a room through its mailbox, so that its members are told, and waits for that.
   *
   * @return whether it was done; if not, the room is deleted in the database alone
   */
  boolean deleteRoom(UUID room);

  /** Where invites lead to; empty when no server is running. */
  Optional<InvitePlace> place();
}
