package chatx.server.secret;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A key file cannot be used; the message names the file, the cause and what to do. */
public final class SecretFileException extends IOException {

  private static final long serialVersionUID = 1L;

  SecretFileException(Path file, String what, @Nullable Throwable cause) {
    super(file + ": " + what, cause);
  }
}
