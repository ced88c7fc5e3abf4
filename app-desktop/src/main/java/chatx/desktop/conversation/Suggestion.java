package chatx.desktop.conversation;

import chatx.protocol.UserSummary;

/** What could stand in place of what is being typed. */
sealed interface Suggestion {

  /** What is put into the text. */
  String insert();

  record Person(UserSummary user, boolean online) implements Suggestion {
    @Override
    public String insert() {
      return "@" + user.name() + " ";
    }
  }

  /** All members of the room. */
  record Everybody() implements Suggestion {
    @Override
    public String insert() {
      return "@room ";
    }
  }

  record Room(String name) implements Suggestion {
    @Override
    public String insert() {
      return "#" + name + " ";
    }
  }

  record Picture(EmojiCatalog.Entry emoji) implements Suggestion {
    @Override
    public String insert() {
      return emoji.typed() + " ";
    }
  }
}
