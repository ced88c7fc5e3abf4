package chatx.desktop.model;

import chatx.protocol.LoggedEvent;
import chatx.protocol.MemberBanned;
import chatx.protocol.MemberJoined;
import chatx.protocol.MemberKicked;
import chatx.protocol.MemberLeft;
import chatx.protocol.MessagePosted;
import chatx.protocol.PasswordChanged;
import chatx.protocol.PresenceChanged;
import chatx.protocol.RoleChanged;
import chatx.protocol.RoomCreated;
import chatx.protocol.RoomRenamed;
import chatx.protocol.TopicChanged;
import chatx.protocol.TransientEvent;
import chatx.protocol.UnknownEvent;

/** From each kind of event to what it changes in its room; a new kind does not compile without. */
final class EventRouter {
  private EventRouter() {}

  static void route(RoomModel room, LoggedEvent logged) {
    if (!room.advance(logged)) {
      return;
    }
    switch (logged.event()) {
      case MessagePosted message -> room.posted(logged, message);
      case RoomCreated _,
          RoomRenamed _,
          TopicChanged _,
          PasswordChanged _,
          MemberJoined _,
          MemberLeft _,
          MemberKicked _,
          MemberBanned _,
          RoleChanged _ ->
          room.stateChanged();
      case UnknownEvent _ -> {
        // Its number is all that counts.
      }
    }
  }

  static void route(RoomModel room, TransientEvent event) {
    switch (event) {
      case PresenceChanged presence -> room.presence(presence);
    }
  }
}
