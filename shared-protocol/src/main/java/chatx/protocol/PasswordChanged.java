package chatx.protocol;

@WireName("room.password_changed")
@Doc("The room's password was set, changed or removed.")
public record PasswordChanged(
    @Doc("Who did it.") UserSummary by,
    @Doc("Whether joining needs a password now.") boolean locked)
    implements DurableEvent {}
