package chatx.desktop.members;

import chatx.desktop.model.MemberModel;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.session.ConnectionState;
import chatx.desktop.ui.Texts;
import chatx.protocol.Done;
import chatx.protocol.Limits;
import chatx.protocol.Member;
import chatx.protocol.MemberPage;
import chatx.protocol.MemberRole;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.UserId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the open room: those online first; without a connection nobody knows who is. Of a room
 * with more members than its state holds the server is asked for those that a text finds. FX thread
 * only.
 */
public final class MembersViewModel {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final Texts texts;
  private final StringProperty query = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable RoomModel> room = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper more = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper hasNextPage = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper governs = new ReadOnlyBooleanWrapper();
  private final ObservableList<MemberRow> rows = FXCollections.observableArrayList();
  private final ObservableList<MemberRow> shownRows =
      FXCollections.unmodifiableObservableList(rows);
  private final ListChangeListener<MemberModel> members = _ -> fill();

  private Subscription following = Subscription.EMPTY;
  private List<MemberModel> found = List.of();
  private String asked = "";
  private @Nullable String cursor;
  private int shows;
  private boolean presenceKnown;

  public MembersViewModel(Texts texts) {
    this.texts = texts;
    query.subscribe(_ -> search());
  }

  /** Shows the members of that room from now on; null for none. */
  public void show(@Nullable RoomModel shown) {
    following.unsubscribe();
    following = Subscription.EMPTY;
    shows++;
    searching.set(false);
    forgetFound();
    query.set("");
    room.set(shown);
    if (shown != null) {
      presenceKnown = false;
      shown.members().addListener(members);
      following =
          Subscription.combine(
              () -> shown.members().removeListener(members),
              shown.memberCountProperty().subscribe(_ -> fill()),
              shown.server().connectionProperty().subscribe(this::connected),
              shown.myRoleProperty().subscribe(role -> governs.set(role != MemberRole.MEMBER)));
    }
    fill();
  }

  public ReadOnlyObjectProperty<@Nullable RoomModel> roomProperty() {
    return room.getReadOnlyProperty();
  }

  StringProperty queryProperty() {
    return query;
  }

  ObservableList<MemberRow> rows() {
    return shownRows;
  }

  /** How many members the room has, in words. */
  ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  /** That there are more than are shown, and how to find them; empty where all are shown. */
  ReadOnlyStringProperty moreProperty() {
    return more.getReadOnlyProperty();
  }

  /** Whether the server has another page of those found. */
  ReadOnlyBooleanProperty hasNextPageProperty() {
    return hasNextPage.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty searchingProperty() {
    return searching.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether the person may see and lift bans. */
  ReadOnlyBooleanProperty governsProperty() {
    return governs.getReadOnlyProperty();
  }

  /** What the person's role allows about that member. */
  Set<MemberAction> actions(MemberModel member) {
    RoomModel shown = room.get();
    Set<MemberAction> allowed = EnumSet.noneOf(MemberAction.class);
    if (shown == null || member.user().id().equals(shown.server().me().id())) {
      return allowed;
    }
    switch (shown.myRoleProperty().get()) {
      case OWNER -> {
        switch (member.role()) {
          case OWNER -> {}
          case MODERATOR ->
              allowed.addAll(
                  Set.of(
                      MemberAction.MAKE_MEMBER,
                      MemberAction.MAKE_OWNER,
                      MemberAction.KICK,
                      MemberAction.BAN));
          case MEMBER ->
              allowed.addAll(
                  Set.of(
                      MemberAction.MAKE_MODERATOR,
                      MemberAction.MAKE_OWNER,
                      MemberAction.KICK,
                      MemberAction.BAN));
        }
      }
      case MODERATOR -> {
        if (member.role() == MemberRole.MEMBER) {
          allowed.addAll(Set.of(MemberAction.KICK, MemberAction.BAN));
        }
      }
      case MEMBER -> {}
    }
    return allowed;
  }

  /** Does it; answers what went wrong and what to do, in words. The reason may be blank. */
  CompletableFuture<Optional<String>> carryOut(
      MemberAction action, MemberModel member, String reason) {
    RoomModel shown = room.get();
    if (shown == null) {
      return CompletableFuture.completedFuture(
          Optional.of(texts.problem(ProblemCode.NO_SUCH_ROOM, null)));
    }
    UserId user = member.user().id();
    String why = reason.isBlank() ? null : reason.strip();
    CompletableFuture<Outcome<Done>> outcome =
        switch (action) {
          case MAKE_MODERATOR -> shown.server().setRole(shown.id(), user, MemberRole.MODERATOR);
          case MAKE_MEMBER -> shown.server().setRole(shown.id(), user, MemberRole.MEMBER);
          case MAKE_OWNER -> shown.server().setRole(shown.id(), user, MemberRole.OWNER);
          case KICK -> shown.server().kick(shown.id(), user, why);
          case BAN -> shown.server().ban(shown.id(), user, why);
        };
    return outcome.thenApply(answer ->
        switch (answer) {
          case Outcome.Done<Done> _ -> {
            searchAnew();
            yield Optional.empty();
          }
          case Outcome.Refused<Done>(Problem refusal) -> Optional.of(words(refusal));
        });
  }

  /** The next page of those found. */
  void loadMore() {
    if (hasNextPage.get() && !searching.get()) {
      ask(asked, cursor);
    }
  }

  private void search() {
    RoomModel shown = room.get();
    String wanted = query.get().strip();
    if (shown == null || !isLarge(shown) || wanted.isEmpty()) {
      forgetFound();
      fill();
    } else if (wanted.codePointCount(0, wanted.length()) > Limits.LIST_QUERY) {
      problem.set(texts.problem(ProblemCode.QUERY_TOO_LONG, null));
    } else if (!searching.get() && !wanted.equals(asked)) {
      ask(wanted, null);
    }
  }

  private void searchAnew() {
    asked = "";
    search();
  }

  private void ask(String wanted, @Nullable String from) {
    RoomModel shown = room.get();
    if (shown == null) {
      return;
    }
    int mine = shows;
    searching.set(true);
    var _ =
        shown
            .server()
            .listMembers(shown.id(), wanted, from)
            .thenAccept(outcome -> {
              if (mine == shows) {
                answered(wanted, from, outcome);
              }
            });
  }

  private void answered(String wanted, @Nullable String from, Outcome<MemberPage> outcome) {
    searching.set(false);
    asked = wanted;
    switch (outcome) {
      case Outcome.Done<MemberPage>(MemberPage page) -> {
        problem.set("");
        List<MemberModel> all = new ArrayList<>(from == null ? List.of() : found);
        page.members().stream().map(MembersViewModel::model).forEach(all::add);
        found = all;
        cursor = page.nextCursor();
        hasNextPage.set(cursor != null);
      }
      case Outcome.Refused<MemberPage>(Problem refusal) -> problem.set(words(refusal));
    }
    fill();
    search();
  }

  private void forgetFound() {
    found = List.of();
    asked = "";
    cursor = null;
    hasNextPage.set(false);
    problem.set("");
  }

  /** Attempts to connect again do not change what is known, so that the list does not flicker. */
  private void connected(ConnectionState state) {
    boolean known =
        switch (state) {
          case ConnectionState.Online _ -> true;
          case ConnectionState.Connecting _, ConnectionState.CatchingUp _ -> presenceKnown;
          case ConnectionState.OtherServer _,
              ConnectionState.Stopped _,
              ConnectionState.Waiting _,
              ConnectionState.SignedOut _,
              ConnectionState.Incompatible _ ->
              false;
        };
    if (known != presenceKnown) {
      presenceKnown = known;
      fill();
    }
  }

  private void fill() {
    RoomModel shown = room.get();
    if (shown == null) {
      rows.clear();
      count.set("");
      more.set("");
      return;
    }
    String wanted = query.get().strip();
    boolean large = isLarge(shown);
    List<MemberModel> all =
        large && !wanted.isEmpty() ? upToDate(shown) : matching(shown.members(), wanted);
    List<MemberRow> filled = new ArrayList<>(all.size() + 2);
    if (presenceKnown) {
      group(shown, all, true, "members.online", filled);
      group(shown, all, false, "members.offline", filled);
    } else {
      List<MemberModel> dim =
          all.stream().map(each -> new MemberModel(each.user(), each.role(), false)).toList();
      group(shown, dim, false, "members.unknown", filled);
    }
    rows.setAll(filled);
    count.set(texts.get("members.count", shown.memberCountProperty().get()));
    more.set(
        large && wanted.isEmpty()
            ? texts.get("members.more", shown.memberCountProperty().get() - shown.members().size())
            : "");
  }

  private void group(
      RoomModel shown, List<MemberModel> all, boolean online, String key, List<MemberRow> into) {
    List<MemberModel> some = all.stream().filter(member -> member.online() == online).toList();
    if (!some.isEmpty()) {
      into.add(new MemberRow.Heading(texts.get(key, some.size())));
      UserId me = shown.server().me().id();
      some.forEach(member -> into.add(new MemberRow.Person(member, member.user().id().equals(me))));
    }
  }

  /** What the server found, with role and presence as the room's state knows them by now. */
  private List<MemberModel> upToDate(RoomModel shown) {
    Map<UserId, MemberModel> known = HashMap.newHashMap(shown.members().size());
    shown.members().forEach(member -> known.put(member.user().id(), member));
    return found.stream().map(member -> known.getOrDefault(member.user().id(), member)).toList();
  }

  private static boolean isLarge(RoomModel shown) {
    return shown.memberCountProperty().get() > shown.members().size();
  }

  private static List<MemberModel> matching(List<MemberModel> all, String wanted) {
    String text = plain(wanted.startsWith("@") ? wanted.substring(1) : wanted);
    return all.stream()
        .filter(member ->
            plain(member.user().displayName()).contains(text)
                || plain(member.user().name()).contains(text))
        .toList();
  }

  private static MemberModel model(Member member) {
    return new MemberModel(member.user(), member.role(), member.online());
  }

  private String words(Problem refusal) {
    return texts.problem(refusal.code(), refusal.retryAfterMs());
  }

  /** Without case and accents. */
  private static String plain(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }
}
