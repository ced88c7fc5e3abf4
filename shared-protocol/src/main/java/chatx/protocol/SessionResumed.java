package chatx.protocol;

import java.util.List;

@WireName("session.resumed")
@Doc("What a client has missed in all its rooms.")
public record SessionResumed(
    @Doc("One entry for each room asked, and one for each room that was joined elsewhere.")
        List<RoomResumed> rooms)
    implements ServerReply {}
