package chatx.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.glassfish.grizzly.ReadHandler;
import org.glassfish.grizzly.http.io.NIOInputStream;

/**
 * Collects a request's body as it arrives, on I/O threads and without blocking: of a suspended
 * request a blocking read would wait for bytes that Grizzly hands to nobody but a handler like
 * this. Called by one thread at a time.
 */
final class BodyReader implements ReadHandler {
  private final NIOInputStream in;
  private final int max;
  private final Consumer<byte[]> then;
  private final Consumer<Throwable> failed;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean ended;

  /**
   * Makes a reader; {@link NIOInputStream#notifyAvailable} starts it.
   *
   * @param max how much to read at most; one byte more tells that there was more
   * @param then gets the body, once; must not block
   * @param failed hears, once, that the client went away or sent what is no body
   */
  BodyReader(NIOInputStream in, int max, Consumer<byte[]> then, Consumer<Throwable> failed) {
    this.in = in;
    this.max = max;
    this.then = then;
    this.failed = failed;
  }

  @Override
  public void onDataAvailable() throws IOException {
    drain();
    if (body.size() > max) {
      end();
    } else if (!ended) {
      in.notifyAvailable(this);
    }
  }

  @Override
  public void onAllDataRead() throws IOException {
    drain();
    end();
  }

  @Override
  public void onError(Throwable cause) {
    if (!ended) {
      ended = true;
      failed.accept(cause);
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      then.accept(body.toByteArray());
    }
  }

  private void drain() throws IOException {
    while (body.size() <= max && in.readyData() > 0) {
      body.write(in.readNBytes(Math.min(in.readyData(), max + 1 - body.size())));
    }
  }
}
