package chatx.protocol;

@WireName("message.posted")
@Doc("A message.")
public record MessagePosted(
    @Doc("The message's id.") MessageId id,
    @Doc("Who wrote it, as they were called then.") UserSummary author,
    @Doc("The sender's own key, by which its client knows it again.") ClientKey clientKey,
    @Doc("The text.") String body)
    implements DurableEvent {}
