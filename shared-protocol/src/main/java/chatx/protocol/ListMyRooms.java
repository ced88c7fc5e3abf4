package chatx.protocol;

@WireName("room.mine")
@Doc("The rooms the caller is a member of, with the last sequence number of each.")
public record ListMyRooms() implements SessionCommand {}
