package chatx.server.cli;

import chatx.protocol.trust.ServerKey;
import chatx.server.ServerConfig;
import chatx.server.StartRefusedException;
import chatx.server.admin.Administration;
import java.util.Optional;

/** How {@code serve} gets its server. */
@FunctionalInterface
public interface ServerLauncher {

  /** Starts a server that listens when this returns. */
  Running start(ServerConfig config) throws StartRefusedException;

  /** A server that runs. */
  interface Running {
    /** The bound port. */
    int port();

    /** By what clients know it; empty where it does not encrypt. */
    Optional<ServerKey> key();

    /** The operator's commands, carried out in this server. */
    Administration administration();

    /** Stops it: clients are told, what was accepted is finished. Returns when that is done. */
    void stop();
  }
}
