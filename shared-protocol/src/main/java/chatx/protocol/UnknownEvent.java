package chatx.protocol;

/**
 * A durable event of a newer server, of which a client keeps the number alone: it only comes out of
 * the codec, which refuses to write it.
 *
 * @param type its wire name
 */
@Doc("An event that the reader is too old for.")
public record UnknownEvent(@Doc("Its wire name.") String type) implements DurableEvent {}
