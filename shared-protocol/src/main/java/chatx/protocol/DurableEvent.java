package chatx.protocol;

/**
 * An event of a room that has a sequence number, is stored, and can be read and resumed for ever.
 */
public sealed interface DurableEvent extends ServerEvent
    permits RoomCreated,
        RoomRenamed,
        TopicChanged,
        PasswordChanged,
        MemberJoined,
        MemberLeft,
        MemberKicked,
        MemberBanned,
        RoleChanged,
        MessagePosted,
        UnknownEvent {}
