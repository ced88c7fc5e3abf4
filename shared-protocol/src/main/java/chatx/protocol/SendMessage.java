package chatx.protocol;

@WireName("message.send")
@Doc(
    "Posts a message. Answered only after it is stored; sending again with the same key gives the"
        + " first answer again, for ever.")
public record SendMessage(
    @Doc("Which room.") RoomId room,
    @Doc("Chosen by the sender, new for every message.") ClientKey clientKey,
    @Doc("The text; up to the server's maximum length in characters.") String body)
    implements RoomCommand {}
