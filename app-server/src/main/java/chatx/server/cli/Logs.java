package chatx.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import chatx.server.ServerConfig;
import java.util.Iterator;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets the log up as the configuration asks. It always goes to the standard error. */
final class Logs {
  private Logs() {}

  /** For a server: the configured level and form. */
  static void apply(ServerConfig config) {
    LoggerContext context = context();
    if (context == null) {
      return;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(config.log().level()));
    if (config.log().json()) {
      for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
        if (all.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
          JsonLines encoder = new JsonLines();
          encoder.setContext(context);
          encoder.start();
          appender.setEncoder(encoder);
        }
      }
    }
  }

  /** For a command that answers on the terminal: warnings only, unless debugging was asked for. */
  static void quiet(ServerConfig config) {
    LoggerContext context = context();
    if (context != null) {
      boolean debug = config.log().level().equals("debug");
      context
          .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
          .setLevel(debug ? Level.DEBUG : Level.WARN);
    }
  }

  /** For a command that has no configuration. */
  static void quietly() {
    LoggerContext context = context();
    if (context != null) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }
  }

  private static @org.jspecify.annotations.Nullable LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    return factory instanceof LoggerContext logback ? logback : null;
  }
}
