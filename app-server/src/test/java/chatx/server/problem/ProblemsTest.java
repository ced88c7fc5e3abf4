package chatx.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chatx.protocol.ProblemCode;
import chatx.server.storage.StorageException;
import java.io.EOFException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProblemsTest {

  @Test
  void whileTheDatabaseIsAwayEveryRefusalIsOneLineThatNamesTheCause() {
    Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    try {
      var away =
          new StorageException(
              StorageException.Kind.UNAVAILABLE,
              "the database is out of reach",
              new SQLException("cannot send", new EOFException("the other side is gone")));

      assertThat(Problems.failure(away, "ref-1").code()).isEqualTo(ProblemCode.UNAVAILABLE);

      assertThat(said.list)
          .singleElement()
          .satisfies(line -> {
            assertThat(line.getFormattedMessage())
                .contains("ref-1", "out of reach", "the other side is gone");
            assertThat(line.getThrowableProxy()).isNull();
          });
    } finally {
      logger.detachAppender(said);
    }
  }
}
