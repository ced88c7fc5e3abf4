package chatx.protocol;

/** The answer to the command of the same id; 0 where the command's id could not be read. */
public record ReplyFrame(long id, ServerReply reply) implements ServerFrame {}
