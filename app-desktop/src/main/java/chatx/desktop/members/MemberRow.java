package chatx.desktop.members;

import chatx.desktop.model.MemberModel;

/** A row of the member list. */
sealed interface MemberRow {

  /** Above those it counts. */
  record Heading(String words) implements MemberRow {}

  record Person(MemberModel member, boolean me) implements MemberRow {}
}
