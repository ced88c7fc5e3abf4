package chatx.server.message;

import chatx.protocol.LoggedEvent;
import chatx.protocol.MessageAccepted;
import chatx.protocol.MessageId;
import chatx.protocol.MessagePosted;
import chatx.protocol.ProblemCode;
import chatx.protocol.SendMessage;
import chatx.protocol.ServerReply;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.Refusals;
import chatx.server.command.RoomCommandHandler;
import chatx.server.problem.Problems;
import chatx.server.room.RoomTransaction;
import chatx.server.storage.Ids;
import chatx.server.text.Checked;
import chatx.server.text.TextRules;

/** Posts a message once, however often it is sent. */
final class SendMessageHandler implements RoomCommandHandler<SendMessage> {
  private final MessageStore messages;
  private final int maxLength;

  SendMessageHandler(MessageStore messages, int maxLength) {
    this.messages = messages;
    this.maxLength = maxLength;
  }

  @Override
  public Class<SendMessage> command() {
    return SendMessage.class;
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, SendMessage command) {
    return switch (TextRules.body(command.body(), maxLength, "body")) {
      case Checked.Refused<String> refused -> Refusals.of(refused);
      case Checked.Ok<String> body -> post(room, caller, command, body.value());
    };
  }

  private ServerReply post(RoomTransaction room, Caller caller, SendMessage command, String body) {
    LoggedEvent staged = room.staged(caller.me().id(), command.clientKey());
    MessageStore.Sent sent = null;
    if (staged != null) {
      sent = MessageStore.Sent.of(command.room(), staged);
    } else if (room.looksBack()) {
      sent = messages.find(room.tx(), caller.me().id(), command.clientKey());
    }
    if (sent != null) {
      return sent.room().equals(command.room()) && sent.body().equals(body)
          ? sent.answer()
          : Problems.of(
              ProblemCode.ID_REUSED,
              "That clientKey belongs to another message. Choose a new one.",
              "data.clientKey");
    }
    MessageId id = new MessageId(Ids.next());
    LoggedEvent posted =
        room.append(new MessagePosted(id, caller.me().user(), command.clientKey(), body));
    return new MessageAccepted(id, posted.seq(), posted.at());
  }
}
