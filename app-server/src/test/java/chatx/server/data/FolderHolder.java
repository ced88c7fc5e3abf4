package chatx.server.data;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** A process of its own for {@link DataFolderTest}: takes a folder, says so, and goes on. */
@SuppressWarnings("SystemOut")
final class FolderHolder {
  private FolderHolder() {}

  public static void main(String[] args) throws InterruptedException {
    switch (DataFolder.open(Path.of(args[1]))) {
      case DataFolder.Refused refused ->
          System.out.println(
              refused.inUse()
                  ? "refused in use by "
                      + refused.reason().replaceAll("(?s).*process (\\d+).*", "$1")
                  : refused.reason());
      case DataFolder.Opened opened -> {
        System.out.println("opened");
        if (args[0].equals("migrate")) {
          announceMigration();
          DatabaseOpening.embedded(opened.folder(), 2, Duration.ofSeconds(10)).close();
        } else {
          // Until it is killed.
          Thread.currentThread().join();
        }
      }
    }
  }

  /** Says "migrating" when Flyway is about to run the first statement. */
  private static void announceMigration() {
    Logger flyway = (Logger) LoggerFactory.getLogger("org.flywaydb.core");
    AppenderBase<ILoggingEvent> announcer =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("Migrating schema")) {
              System.out.println("migrating");
            }
          }
        };
    announcer.setContext(flyway.getLoggerContext());
    announcer.start();
    flyway.setLevel(Level.INFO);
    flyway.addAppender(announcer);
  }
}
