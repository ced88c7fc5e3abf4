package chatx.server.membership;

import chatx.protocol.Done;
import chatx.protocol.ServerReply;
import chatx.protocol.SetTopic;
import chatx.protocol.TopicChanged;
import chatx.server.audit.AuditAction;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.RoomCommandHandler;
import chatx.server.room.RoomTransaction;
import chatx.server.text.Checked;
import chatx.server.text.TextRules;

/** Sets a room's topic. */
final class SetTopicHandler implements RoomCommandHandler<SetTopic> {
  private final Governance governance;

  SetTopicHandler(Governance governance) {
    this.governance = governance;
  }

  @Override
  public Class<SetTopic> command() {
    return SetTopic.class;
  }

  @Override
  public Access access() {
    return Access.MODERATOR;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, SetTopic command) {
    return switch (TextRules.topic(command.topic(), "topic")) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> topic -> {
        if (!topic.value().equals(room.state().topic())) {
          room.setTopic(topic.value());
          room.append(new TopicChanged(caller.me().user(), topic.value()));
          governance.record(room, caller, AuditAction.ROOM_TOPIC_CHANGED, null, null);
        }
        yield new Done();
      }
    };
  }
}
