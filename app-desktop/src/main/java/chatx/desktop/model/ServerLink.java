package chatx.desktop.model;

import chatx.desktop.session.ClientSession;
import chatx.desktop.storage.OutboxEntry;
import chatx.protocol.ClientCommand;
import chatx.protocol.ClientKey;
import chatx.protocol.RoomId;
import chatx.protocol.ServerReply;
import java.util.concurrent.CompletableFuture;

/** What the model asks of its connection to a server. Any thread. */
public interface ServerLink {
  /** Fails fast with a problem when there is no connection; never completes exceptionally. */
  CompletableFuture<ServerReply> request(ClientCommand command);

  /** Keeps a message on the disk and sends it as soon as it can. Blocks for the disk. */
  OutboxEntry send(RoomId room, String body);

  /** Sends a failed message again. Blocks for the disk. */
  void retry(ClientKey key);

  /** Deletes a message that was not accepted. Blocks for the disk. */
  void discard(ClientKey key);

  /** The link that a session is. */
  static ServerLink of(ClientSession session) {
    return new ServerLink() {
      @Override
      public CompletableFuture<ServerReply> request(ClientCommand command) {
        return session.request(command);
      }

      @Override
      public OutboxEntry send(RoomId room, String body) {
        return session.send(room, body);
      }

      @Override
      public void retry(ClientKey key) {
        session.retry(key);
      }

      @Override
      public void discard(ClientKey key) {
        session.discard(key);
      }
    };
  }
}
