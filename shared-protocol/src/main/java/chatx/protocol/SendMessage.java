package chatx.protocol;

@WireName("message.send")
@Doc(
    "Posts a message. Answered only after it is stored; sending it again with the same key gives"
        + " the first answer again, for ever, and posts nothing.")
@AnsweredBy(
    value = MessageAccepted.class,
    problems = {
      ProblemCode.EMPTY,
      ProblemCode.TOO_LONG,
      ProblemCode.BAD_TEXT,
      ProblemCode.ID_REUSED
    })
public record SendMessage(
    @Doc("Which room.") RoomId room,
    @Doc("A UUID of the sender's choice, new for every message, whatever the room.")
        ClientKey clientKey,
    @Doc("The text; up to the server's maximum length in characters.") String body)
    implements RoomCommand {}
