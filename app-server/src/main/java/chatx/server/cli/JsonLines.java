package chatx.server.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log for programs: one JSON object a line, in ASCII, with {@code time} (ISO 8601, UTC), {@code
 * level}, {@code logger}, {@code thread}, {@code message}, and where there is one {@code ref} (the
 * request id that a refused request was answered with) and {@code exception} (its stack).
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = new byte[0];

  private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

  @Override
  public void start() {
    stacks.setContext(getContext());
    stacks.start();
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    stacks.stop();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    String ref = event.getMDCPropertyMap().get("ref");
    if (ref != null) {
      line.put("ref", ref);
    }
    line.put("message", String.valueOf(event.getFormattedMessage()));
    if (event.getThrowableProxy() != null) {
      line.put("exception", stacks.convert(event));
    }
    return (JsonLineCodec.write(line) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
