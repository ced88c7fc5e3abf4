package chatx.server.socket;

import chatx.server.secret.SecretFiles;
import chatx.server.tls.ServerTls;
import chatx.server.tls.TlsRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** TLS as a server has it that nobody configured. */
final class TestTls {
  private TestTls() {}

  static ServerTls ofOwnKey(Path folder) throws IOException {
    try {
      return ServerTls.ofOwnKey(
          SecretFiles.in(folder.resolve("keys")), Map.of(), Clock.systemUTC());
    } catch (TlsRefusedException e) {
      throw new IOException(e);
    }
  }
}
