package chatx.desktop.invite;

import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.ui.SafeText;
import chatx.desktop.ui.Texts;
import chatx.protocol.Done;
import chatx.protocol.Invite;
import chatx.protocol.InviteCreated;
import chatx.protocol.InviteList;
import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteLink;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The invites to one room, or to a server alone. FX thread only. */
public final class InviteViewModel {
  /** How long an invite may hold. */
  public enum Life {
    HOUR(60),
    DAY(24 * 60),
    WEEK(7 * 24 * 60),
    MONTH(30 * 24 * 60);

    private final int minutes;

    Life(int minutes) {
      this.minutes = minutes;
    }
  }

  /** How many people it may let in. */
  static final List<Integer> USES = List.of(1, 10, 100, 1000);

  /** An invite that was just made; its link cannot be asked for again. */
  public record Fresh(Invite invite, String link, String webLink) {}

  private final Texts texts;
  private final ServerModel server;
  private final @Nullable RoomModel room;
  private final InviteCodec codec = new InviteCodec();
  private final ObjectProperty<Life> life = new SimpleObjectProperty<>(Life.WEEK);
  private final ObjectProperty<Integer> uses = new SimpleObjectProperty<>(10);
  private final ReadOnlyObjectWrapper<@Nullable Fresh> fresh = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<Invite>> open = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  private InviteViewModel(Texts texts, ServerModel server, @Nullable RoomModel room) {
    this.texts = texts;
    this.server = server;
    this.room = room;
    refresh();
  }

  public static InviteViewModel toRoom(Texts texts, RoomModel room) {
    return new InviteViewModel(texts, room.server(), room);
  }

  /** For people who choose their rooms themselves, once they are there. */
  public static InviteViewModel toServer(Texts texts, ServerModel server) {
    return new InviteViewModel(texts, server, null);
  }

  /** Where it leads to; fit to be shown. */
  String target() {
    return SafeText.oneLine(room == null ? server.account().serverName() : room.name());
  }

  boolean isToServer() {
    return room == null;
  }

  ObjectProperty<Life> lifeProperty() {
    return life;
  }

  ObjectProperty<Integer> usesProperty() {
    return uses;
  }

  /** The invite that was made here last; null before that. */
  ReadOnlyObjectProperty<@Nullable Fresh> freshProperty() {
    return fresh.getReadOnlyProperty();
  }

  /** Those that let people in, the newest first. */
  ReadOnlyObjectProperty<List<Invite>> openProperty() {
    return open.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What is in the way and what to do; empty for nothing. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  void create() {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    problem.set("");
    var _ =
        server
            .createInvite(room == null ? null : room.id(), life.get().minutes, uses.get())
            .thenAccept(this::created);
  }

  private void created(Outcome<InviteCreated> outcome) {
    busy.set(false);
    switch (outcome) {
      case Outcome.Done<InviteCreated>(InviteCreated made)
          when codec.read(made.link()) instanceof InviteCodec.Reading.Invite(InviteLink link) -> {
        InviteLink mine = OwnWay.first(link, server.account());
        fresh.set(new Fresh(made.invite(), codec.text(mine), codec.webText(mine)));
        refresh();
      }
      case Outcome.Done<InviteCreated> _ -> problem.set(texts.get("invite.not_understood"));
      case Outcome.Refused<InviteCreated>(Problem why) -> refused(why);
    }
  }

  void revoke(Invite invite) {
    var _ =
        server
            .revokeInvite(invite.id())
            .thenAccept(outcome -> {
              switch (outcome) {
                case Outcome.Done<Done> _ -> {
                  Fresh shown = fresh.get();
                  if (shown != null && shown.invite().id().equals(invite.id())) {
                    fresh.set(null);
                  }
                  problem.set("");
                  refresh();
                }
                case Outcome.Refused<Done>(Problem why) -> refused(why);
              }
            });
  }

  private void refresh() {
    var _ =
        server
            .invites(room == null ? null : room.id())
            .thenAccept(outcome -> {
              switch (outcome) {
                case Outcome.Done<InviteList>(InviteList list) ->
                    open.set(list.invites().stream().filter(this::isHere).toList());
                case Outcome.Refused<InviteList>(Problem why) -> refused(why);
              }
            });
  }

  /** Asked for those to the server, it names those to every room as well. */
  private boolean isHere(Invite invite) {
    return room != null || invite.room() == null;
  }

  private void refused(Problem why) {
    problem.set(
        room == null && why.code() == ProblemCode.FORBIDDEN
            ? texts.get("invite.server_forbidden")
            : texts.problem(why.code(), why.retryAfterMs()));
  }
}
