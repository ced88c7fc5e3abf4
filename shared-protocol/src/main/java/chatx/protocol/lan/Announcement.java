package chatx.protocol.lan;

import chatx.protocol.Doc;
import chatx.protocol.trust.ServerKey;

@Doc(
    "What a server says of itself on its network. Where it is, the packet's sender says. Anybody"
        + " can send one: nothing in it is proven before the server's key is.")
public record Announcement(
    @Doc("Which server: its key, as links carry it.") ServerKey server,
    @Doc("What its operator calls it.") String name,
    @Doc("The person or the computer that hosts it; may be empty.") String host,
    @Doc("Its TCP port.") int port,
    @Doc("Whether it is reached by TLS.") boolean secure,
    @Doc("The newest protocol version that it speaks.") int protocol,
    @Doc("How many people are connected.") int people,
    @Doc("Whether one needs an invite, because not everybody may register.") boolean locked) {}
