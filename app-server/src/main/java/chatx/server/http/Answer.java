package chatx.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param body a record, written as JSON, or a {@link Page}; null for none
 * @param cookies values of {@code Set-Cookie}
 */
record Answer(int status, @Nullable Object body, List<String> cookies) {
  Answer(int status, @Nullable Object body) {
    this(status, body, List.of());
  }
}
