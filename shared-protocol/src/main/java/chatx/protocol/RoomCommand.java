package chatx.protocol;

/** A command that runs in its room's mailbox, one at a time with all others of that room. */
public sealed interface RoomCommand extends ClientCommand
    permits SendMessage,
        LeaveRoom,
        DeleteRoom,
        RenameRoom,
        SetTopic,
        SetRole,
        KickMember,
        BanUser,
        UnbanUser,
        ListBans,
        ListMembers,
        OpenRoom,
        ResumeRoom {
  RoomId room();
}
