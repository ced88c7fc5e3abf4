package chatx.server.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A room as an operator sees it. What was said in it is not shown.
 *
 * @param owners the names of its owners
 * @param events how many messages and changes its log has counted
 */
public record RoomRow(
    UUID id,
    String name,
    String topic,
    boolean locked,
    int members,
    List<String> owners,
    long events,
    Instant createdAt) {}
