package chatx.protocol;

import java.util.List;

@WireName("session.resume")
@Doc(
    "Catches up every room of the caller in one go after a lost connection, as room.resume would"
        + " one by one, and tells of rooms gone or joined elsewhere meanwhile.")
@AnsweredBy(
    value = SessionResumed.class,
    problems = {ProblemCode.TOO_LONG})
public record ResumeSession(
    @Doc("Where the client stands in each room it knows; up to 500.") List<RoomPosition> rooms)
    implements SessionCommand {}
