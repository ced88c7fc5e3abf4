package chatx.protocol;

@WireName("room.mine")
@Doc("The rooms the caller is a member of, with the last sequence number of each.")
@AnsweredBy(MyRooms.class)
public record ListMyRooms() implements SessionCommand {}
