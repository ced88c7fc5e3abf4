package chatx.protocol;

@WireName("done")
@Doc("The command was carried out; there is nothing more to say.")
public record Done() implements ServerReply {}
