package chatx.protocol;

/** A command on its way, with the number by which its client knows the answer: 1 or greater. */
public record CommandFrame(long id, ClientCommand command) {}
