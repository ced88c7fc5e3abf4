package chatx.protocol;

import java.util.List;

@WireName("room.my_rooms")
@Doc("The caller's rooms.")
public record MyRooms(@Doc("The rooms, by name.") List<MyRoom> rooms) implements ServerReply {}
