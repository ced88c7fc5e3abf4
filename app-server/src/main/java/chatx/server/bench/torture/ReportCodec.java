package chatx.server.bench.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs: one line of JSON. */
final class ReportCodec {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportCodec() {}

  static String write(TortureReport report) {
    TortureSettings settings = report.settings();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seed", settings.seed());
    line.put("database", report.database());
    line.put("rooms", settings.rooms());
    line.put("senders", settings.senders());
    line.put("readers", settings.readers());
    line.put("rate", settings.rate());
    line.put("heap", settings.heap());
    line.put("millis", report.millis());
    Map<String, Integer> faults = new TreeMap<>();
    report.faults().forEach((fault, count) -> faults.put(fault.toString(), count));
    line.put("faults", faults);
    line.put("messages", report.messages());
    line.put("attempts", report.attempts());
    line.put("accepted", report.accepted());
    line.put("repeatedAnswers", report.repeatedAnswers());
    line.put("deliveries", report.deliveries());
    line.put("longestOutageMillis", report.longestOutageMillis());
    line.put("counts", new TreeMap<>(report.counts()));
    Map<String, Long> found = new TreeMap<>();
    report.found().forEach((kind, count) -> found.put(kind.name(), count));
    line.put("violationsFound", found);
    List<Map<String, Object>> violations = new ArrayList<>();
    for (Violation violation : report.violations()) {
      violations.add(
          Map.of(
              "kind", violation.kind().name(),
              "what", violation.what(),
              "history", violation.history()));
    }
    line.put("violations", violations);
    return MAPPER.writeValueAsString(line);
  }
}
