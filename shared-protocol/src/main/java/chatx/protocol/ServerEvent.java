package chatx.protocol;

/** What a server tells without being asked. Clients ignore the ones they do not know. */
public sealed interface ServerEvent permits DurableEvent, SessionEvent, TransientEvent {}
