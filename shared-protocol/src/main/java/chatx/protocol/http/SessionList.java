package chatx.protocol.http;

import chatx.protocol.Doc;
import java.util.List;

@Doc("The caller's own sessions that have not ended, the last used first.")
public record SessionList(@Doc("All of them.") List<SessionInfo> sessions) {}
