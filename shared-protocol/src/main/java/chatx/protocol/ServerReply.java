package chatx.protocol;

/** What a server answers to one command. */
public sealed interface ServerReply
    permits Problem,
        Done,
        Pong,
        Authenticated,
        RoomJoined,
        RoomPage,
        MyRooms,
        RoomResumed,
        SessionResumed,
        MessageAccepted,
        HistoryPage,
        BanList,
        MemberPage,
        InviteCreated,
        InviteList {}
