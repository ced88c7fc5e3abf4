package chatx.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.server.bench.scenario.SoakScenario;
import chatx.server.bench.scenario.StormScenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short forms of {@code bench storm} and {@code bench soak}, which say themselves what must not be.
 */
class EnduranceTest {
  private static final Logger log = LoggerFactory.getLogger(EnduranceTest.class);

  @TempDir Path folder;

  @Test
  void everybodyComesBackToAServerThatDiedAndHasWhatTheyMissed() {
    try (Site site = ShortSite.in(folder, false)) {
      Report report =
          new StormScenario(site, 6, 50, 30, Duration.ofSeconds(1), System.nanoTime()).run();
      report.table().forEach(log::warn);
      assertThat(report.faults()).isEmpty();
      assertThat(report.json()).contains("\"clients\" : 300", "after 1 s");
    }
  }

  @Test
  void peopleWhoTalkGoAndComeMissNothingAndAllThatAServerHoldsIsCounted() {
    try (Site site = ShortSite.in(folder, false)) {
      Report report =
          new SoakScenario(
                  site,
                  new SoakScenario.Plan(
                      50,
                      10,
                      50,
                      Duration.ofSeconds(6),
                      Duration.ofMillis(500),
                      Duration.ofSeconds(2),
                      System.nanoTime()))
              .run();
      report.table().forEach(log::warn);
      assertThat(report.faults()).isEmpty();
      assertThat(report.json()).contains("alive MiB/min", "left and came back");
    }
  }
}
