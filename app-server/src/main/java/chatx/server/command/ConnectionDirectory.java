package chatx.server.command;

import chatx.protocol.CloseReason;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The signed-in connections of every user. Any thread. */
public final class ConnectionDirectory {
  private final ConcurrentHashMap<UserId, List<Caller>> connections = new ConcurrentHashMap<>();
  private final OnlineListener listener;

  /** Hears of a user's first and last connection, in that order; must not block. */
  public interface OnlineListener {
    void changed(UserId user, boolean online);
  }

  public ConnectionDirectory(OnlineListener listener) {
    this.listener = listener;
  }

  public void add(Caller caller) {
    UserId user = caller.me().id();
    connections.compute(
        user,
        (_, present) -> {
          if (present == null) {
            listener.changed(user, true);
            return List.of(caller);
          }
          List<Caller> more = new ArrayList<>(present);
          more.add(caller);
          return List.copyOf(more);
        });
  }

  public void remove(Caller caller) {
    UserId user = caller.me().id();
    connections.computeIfPresent(
        user,
        (_, present) -> {
          List<Caller> fewer = new ArrayList<>(present);
          if (!fewer.remove(caller)) {
            return present;
          }
          if (fewer.isEmpty()) {
            listener.changed(user, false);
            return null;
          }
          return List.copyOf(fewer);
        });
  }

  /** All devices of a user that are connected now. */
  public List<Caller> of(UserId user) {
    return connections.getOrDefault(user, List.of());
  }

  public boolean isOnline(UserId user) {
    return connections.containsKey(user);
  }

  /** How many users have a connection. */
  public int users() {
    return connections.size();
  }

  public void closeSession(UserId user, SessionId session) {
    close(user, caller -> caller.me().session().equals(session));
  }

  public void closeAll(UserId user) {
    close(user, _ -> true);
  }

  /** Closes a user's connections except those of one session. */
  public void closeOthers(UserId user, SessionId kept) {
    close(user, caller -> !caller.me().session().equals(kept));
  }

  private void close(UserId user, Predicate<Caller> which) {
    for (Caller caller : of(user)) {
      if (which.test(caller)) {
        caller.close(CloseReason.SESSION_ENDED);
      }
    }
  }
}
