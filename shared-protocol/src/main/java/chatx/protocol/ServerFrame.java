package chatx.protocol;

/** What a server sends. */
public sealed interface ServerFrame permits EventFrame, ReplyFrame {}
