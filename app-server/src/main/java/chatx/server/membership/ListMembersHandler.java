package chatx.server.membership;

import chatx.protocol.Limits;
import chatx.protocol.ListMembers;
import chatx.protocol.Member;
import chatx.protocol.MemberPage;
import chatx.protocol.Problem;
import chatx.protocol.ServerReply;
import chatx.protocol.UserSummary;
import chatx.server.command.Access;
import chatx.server.command.Caller;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomCommandHandler;
import chatx.server.command.RoomStates;
import chatx.server.room.Membership;
import chatx.server.room.RoomTransaction;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Lists a room's members. Names are unique, so the last one of a page is its cursor. */
final class ListMembersHandler implements RoomCommandHandler<ListMembers> {
  private static final Comparator<String> BY_NAME =
      String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

  private final ConnectionDirectory connections;

  ListMembersHandler(ConnectionDirectory connections) {
    this.connections = connections;
  }

  @Override
  public Class<ListMembers> command() {
    return ListMembers.class;
  }

  @Override
  public Access access() {
    return Access.MEMBER;
  }

  @Override
  public ServerReply handle(RoomTransaction room, Caller caller, ListMembers command) {
    String query = ListRequests.query(command.query());
    Problem tooLong = ListRequests.tooLong(query);
    if (tooLong != null) {
      return tooLong;
    }
    String after = command.cursor() == null ? "" : CursorText.read(command.cursor());
    if (after == null) {
      return ListRequests.badCursor();
    }
    int limit = ListRequests.limit(command.limit(), Limits.MEMBER_LIST_PAGE);
    String wanted = folded(query);
    List<Membership> found =
        room.state().members().values().stream()
            .filter(member -> BY_NAME.compare(member.user().name(), after) > 0)
            .filter(member -> matches(member.user(), wanted))
            .sorted(Comparator.comparing(member -> member.user().name(), BY_NAME))
            .limit(limit + 1L)
            .toList();
    List<Member> page =
        found.stream().limit(limit).map(member -> RoomStates.member(member, connections)).toList();
    return new MemberPage(
        page, found.size() > limit ? CursorText.of(page.getLast().user().name()) : null);
  }

  private static boolean matches(UserSummary user, String wanted) {
    return folded(user.name()).contains(wanted) || folded(user.displayName()).contains(wanted);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
