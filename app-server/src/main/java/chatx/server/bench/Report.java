package chatx.server.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures by name, row after row, for people and for programs. One thread. */
public final class Report {
  /** Of what is said of the machine, this stands over the table, too. */
  static final String TRANSPORT = "transport";

  private final Map<String, Object> machine;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param machine on what it was measured
   */
  public Report(Map<String, Object> machine) {
    this.machine = new LinkedHashMap<>(machine);
  }

  /** One line of figures; those that are not known stay out. */
  public static final class Row {
    private final Map<String, Object> figures = new LinkedHashMap<>();

    public Row put(String name, Object value) {
      figures.put(name, value);
      return this;
    }
  }

  public Row row(String what) {
    Row row = new Row().put("what", what);
    rows.add(row);
    return row;
  }

  /** Something that must not be; the run counts as failed. */
  public void fault(String words) {
    faults.add(words);
  }

  public boolean isClean() {
    return faults.isEmpty();
  }

  public List<String> faults() {
    return List.copyOf(faults);
  }

  public void addAll(Report other) {
    rows.addAll(other.rows);
    faults.addAll(other.faults);
  }

  /** Aligned columns, those with text to the left; a new head where the figures are others. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    if (machine.containsKey(TRANSPORT)) {
      lines.addAll(List.of("over " + machine.get(TRANSPORT), ""));
    }
    for (int from = 0; from < rows.size(); ) {
      Set<String> head = new LinkedHashSet<>(rows.get(from).figures.keySet());
      int to = from + 1;
      while (to < rows.size() && rows.get(to).figures.containsKey("what") && alike(head, to)) {
        head.addAll(rows.get(to).figures.keySet());
        to++;
      }
      lines.addAll(table(List.copyOf(head), rows.subList(from, to)));
      from = to;
    }
    return lines;
  }

  /** Rows share a head when their second figure is the same one. */
  private boolean alike(Set<String> head, int row) {
    return rows.get(row).figures.keySet().stream()
        .skip(1)
        .findFirst()
        .equals(head.stream().skip(1).findFirst());
  }

  private static List<String> table(List<String> head, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(head);
    for (Row row : rows) {
      cells.add(head.stream().map(name -> shown(row.figures.get(name))).toList());
    }
    List<String> lines = new ArrayList<>();
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        int at = column;
        int width = cells.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
        String gap = " ".repeat(width - line.get(column).length());
        text.append(column == 0 ? line.get(0) + gap : "  " + gap + line.get(column));
      }
      lines.add(text.toString().stripTrailing());
    }
    lines.add("");
    return lines;
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.2f" : "%.0f", number);
    }
    return Objects.toString(value, "");
  }

  /** Everything, as one JSON document. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("rows", rows.stream().map(row -> row.figures).toList());
    all.put("faults", faults);
    return ReportCodec.write(all);
  }
}
