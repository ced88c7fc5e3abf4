package chatx.protocol;

import java.util.List;

@Doc("A room as it is at one sequence number.")
public record RoomState(
    @Doc("Which room.") RoomId id,
    @Doc("Its name.") String name,
    @Doc("Its topic; empty for none.") String topic,
    @Doc("Whether joining needs a password.") boolean locked,
    @Doc(
            "The sequence number of the newest event that this state contains; 1 is the first of a"
                + " room.")
        long lastSeq,
    @Doc("How many members it has.") int memberCount,
    @Doc(
            "At most 200 of the members: those online first, then by role, then by name; the reader"
                + " is always among them. The others come by member.list.")
        List<Member> members) {}
