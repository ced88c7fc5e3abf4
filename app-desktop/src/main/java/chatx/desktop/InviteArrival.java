package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.model.Outcome;
import chatx.desktop.model.RoomModel;
import chatx.desktop.model.ServerModel;
import chatx.desktop.storage.SavedAccount;
import chatx.desktop.storage.ServerAddress;
import chatx.protocol.Problem;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import chatx.protocol.trust.ServerKey;
import java.util.List;
import java.util.Optional;

/**
 * What happens to an invite: on a server that somebody here is signed in to already it takes one
 * question, elsewhere the first screen opens it. FX thread only.
 */
final class InviteArrival {
  private final AppModel app;
  private final MainWindow window;

  InviteArrival(AppModel app, MainWindow window) {
    this.app = app;
    this.window = window;
  }

  /** What a start was given: the first invite among it is opened. */
  void started(List<String> arguments) {
    arguments.stream()
        .filter(each -> each.startsWith("chatx:"))
        .findFirst()
        .ifPresent(link -> {
          boolean taken =
              new InviteCodec().read(link) instanceof InviteCodec.Reading.Invite(InviteLink read)
                  && known(read);
          if (!taken) {
            window.welcome().invited(link);
          }
        });
  }

  /** Asks to join where somebody is signed in to the invite's server; false where nobody is. */
  boolean known(InviteLink link) {
    Optional<ServerModel> there =
        app.servers().stream().filter(server -> isIts(server.account(), link)).findFirst();
    there.ifPresent(server -> {
      window.ready();
      window
          .announcements()
          .invited(
              link,
              server,
              () -> {
                app.select(server);
                if (link.room() != null) {
                  server.whenOnline(() -> enter(server, link.token()));
                }
              });
    });
    return there.isPresent();
  }

  /** Takes the person into the room. */
  void enter(ServerModel server, InviteToken token) {
    var _ =
        server
            .redeemInvite(token)
            .thenAccept(outcome -> {
              switch (outcome) {
                case Outcome.Done<RoomModel>(RoomModel room) -> {
                  app.select(server);
                  window.openRoom(room);
                }
                case Outcome.Refused<RoomModel>(Problem why) ->
                    window.announcements().notJoined(why);
              }
            });
  }

  private static boolean isIts(SavedAccount account, InviteLink link) {
    ServerKey known = account.key();
    ServerKey meant = link.key();
    return (known != null && meant != null)
        ? known.equals(meant)
        : ServerAddress.of(link).contains(account.address());
  }
}
