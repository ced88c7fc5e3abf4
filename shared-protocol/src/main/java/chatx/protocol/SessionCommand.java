package chatx.protocol;

/**
 * A command that runs in its caller's own mailbox: it concerns the caller, or reads, or is slow.
 */
public sealed interface SessionCommand extends ClientCommand
    permits Authenticate,
        Ping,
        CreateRoom,
        ListRooms,
        ListMyRooms,
        JoinRoom,
        SetRoomPassword,
        ReadHistory,
        ResumeSession,
        CreateInvite,
        ListInvites,
        RevokeInvite,
        RedeemInvite {}
