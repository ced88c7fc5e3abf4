package chatx.server.bench.scenario;

import chatx.server.Setting;
import chatx.server.bench.Population;
import chatx.server.bench.ProcessUsage;
import chatx.server.bench.Report;
import chatx.server.bench.ServerProcess;
import chatx.server.bench.Site;
import chatx.server.bench.load.Asker;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * What a page of the past, the opening of a room and a resume cost in a room with a long past and
 * in one with a short one.
 */
public final class HistoryScenario {
  private static final int MEMBERS = 10;
  private static final int PAGE = 50;
  private static final int MISSED = 100;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final Site site;
  private final long few;
  private final long many;
  private final int requests;

  /**
   * @param requests of each kind in each room; as many go before them unmeasured
   */
  public HistoryScenario(Site site, long few, long many, int requests) {
    this.site = site;
    this.few = few;
    this.many = many;
    this.requests = requests;
  }

  /** A kind of request; its data is made from a number of the room's past. */
  private record Question(String name, String type, LongFunction<String> data) {}

  private record Cost(double medianMs, double cpuMs) {}

  public Report run() {
    Report report = new Report(site.machine());
    Path data = site.data("history");
    Population people = Population.seed(data, site.database(), 2, MEMBERS, site.clock());
    site.say("seeding %d and %d messages".formatted(few, many));
    people.fill(data, site.database(), 0, few, site.clock());
    people.fill(data, site.database(), 1, many, site.clock());
    // Who asks in one room does not listen in the other meanwhile.
    try (ServerProcess server =
        site.server(data).set(Setting.PING_INTERVAL_SECONDS, "3600").start()) {
      List<String> tokens = people.signIn(server);
      try (Asker inShort = new Asker(server.door(), people.rooms().get(0), tokens.get(0));
          Asker inLong = new Asker(server.door(), people.rooms().get(1), tokens.get(MEMBERS))) {
        List<Question> ofShort = questions(people.rooms().get(0), few);
        List<Question> ofLong = questions(people.rooms().get(1), many);
        for (int kind = 0; kind < ofShort.size(); kind++) {
          Question question = ofShort.get(kind);
          site.say(question.name());
          Cost small = cost(server, inShort, question, few);
          Cost large = cost(server, inLong, ofLong.get(kind), many);
          report
              .row(question.name())
              .put("median ms at " + few, small.medianMs())
              .put("median ms at " + many, large.medianMs())
              .put("CPU ms at " + few, small.cpuMs())
              .put("CPU ms at " + many, large.cpuMs())
              .put("times the CPU", large.cpuMs() / small.cpuMs());
        }
      }
      var _ = server.stop();
    }
    return report;
  }

  private static List<Question> questions(UUID room, long last) {
    String in = "{\"room\":\"" + room + "\"";
    return List.of(
        new Question("newest page", "message.history", _ -> in + ",\"limit\":" + PAGE + "}"),
        new Question(
            "page anywhere",
            "message.history",
            seq -> in + ",\"limit\":" + PAGE + ",\"before\":" + seq + "}"),
        new Question(
            "page around anywhere",
            "message.history",
            seq -> in + ",\"limit\":" + PAGE + ",\"around\":" + seq + "}"),
        new Question("open the room", "room.open", _ -> in + "}"),
        new Question(
            "resume, " + MISSED + " missed",
            "room.resume",
            _ -> in + ",\"afterSeq\":" + (last - MISSED) + "}"));
  }

  private Cost cost(ServerProcess server, Asker asker, Question question, long last) {
    ask(asker, question, last, new Histogram(LONGEST_NANOS, 3));
    Histogram times = new Histogram(LONGEST_NANOS, 3);
    ProcessUsage before = server.usage();
    ask(asker, question, last, times);
    double cpu = server.usage().cpuSecondsSince(before);
    return new Cost(times.getValueAtPercentile(50) / 1e6, cpu * 1000 / requests);
  }

  private void ask(Asker asker, Question question, long last, Histogram times) {
    for (int request = 0; request < requests; request++) {
      long seq = ThreadLocalRandom.current().nextLong(PAGE, last - PAGE);
      long began = System.nanoTime();
      var _ = asker.ask(question.type(), question.data().apply(seq));
      times.recordValue(System.nanoTime() - began);
    }
  }
}
