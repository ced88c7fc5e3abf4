package chatx.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped logback.xml makes of an event. */
class LogLineTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void readTheShippedConfiguration() throws IOException, JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try (InputStream shipped = Files.newInputStream(Path.of("src/main/resources/logback.xml"))) {
      configurator.doConfigure(shipped);
    }
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aLineShowsTimeLevelLoggerRequestAndMessage() {
    assertThat(line("signed in", "r-17", null))
        .isEqualTo("2026-01-02T03:04:05.678Z WARN  chatx.server.Some [r-17] signed in\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r",
        "\n",
        "\r\n",
        "\u001b[2J",
        "\u0000",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ud800",
        "\t"
      })
  void nothingThatStandsInAnEventBreaksItsLine(String hostile) {
    String text = "before" + hostile + "after";
    String line =
        line(text, text, new IllegalStateException(text, new IllegalArgumentException(text)));
    String body = line.substring(0, line.length() - System.lineSeparator().length());
    assertThat(body)
        .doesNotContain(hostile)
        .contains("before | ", "IllegalStateException", "IllegalArgumentException", "LogLineTest");
    assertThat(body.codePoints().filter(Character::isISOControl)).isEmpty();
  }

  private String line(String message, String ref, @Nullable Throwable thrown) {
    Logger logger = context.getLogger("chatx.server.Some");
    LoggingEvent event =
        new LoggingEvent(
            "", logger, ch.qos.logback.classic.Level.WARN, "{}", thrown, new Object[] {message});
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    event.setMDCPropertyMap(Map.of("ref", ref));
    ConsoleAppender<ILoggingEvent> stderr =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    assertThat(stderr.getTarget()).isEqualTo("System.err");
    return new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
