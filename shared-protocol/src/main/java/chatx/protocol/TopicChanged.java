package chatx.protocol;

@WireName("room.topic_changed")
@Doc("The room has another topic.")
public record TopicChanged(
    @Doc("Who did it.") UserSummary by, @Doc("The new topic; empty for none.") String topic)
    implements DurableEvent {}
