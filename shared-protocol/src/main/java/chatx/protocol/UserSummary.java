package chatx.protocol;

@Doc("A person as others see them.")
public record UserSummary(
    @Doc("Who, for ever.") UserId id,
    @Doc("The unique name they sign in with.") String name,
    @Doc("The name to show.") String displayName) {}
