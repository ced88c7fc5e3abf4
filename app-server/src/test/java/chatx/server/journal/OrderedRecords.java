package chatx.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records named {@code WRITER.N}, where each writer counts without a gap. */
final class OrderedRecords {
  private OrderedRecords() {}

  static void assertEachThreadInOrder(List<String> records) {
    Map<String, Long> next = new HashMap<>();
    for (String record : records) {
      int dot = record.lastIndexOf('.');
      String writer = record.substring(0, dot);
      long number = Long.parseLong(record.substring(dot + 1));
      assertThat(number).as(record).isEqualTo(next.getOrDefault(writer, 0L));
      next.put(writer, number + 1);
    }
  }
}
