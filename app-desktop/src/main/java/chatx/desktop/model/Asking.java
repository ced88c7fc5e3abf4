package chatx.desktop.model;

import chatx.protocol.ClientCommand;
import chatx.protocol.ServerReply;
import java.util.concurrent.CompletableFuture;

/** How a room asks its server; answers arrive on the FX thread. */
interface Asking {
  <R extends ServerReply> CompletableFuture<Outcome<R>> ask(ClientCommand command, Class<R> reply);
}
