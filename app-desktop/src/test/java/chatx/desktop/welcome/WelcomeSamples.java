package chatx.desktop.welcome;

import chatx.desktop.session.ServerApi;
import chatx.desktop.session.ServerTrust;
import chatx.desktop.storage.ServerAddress;
import chatx.desktop.ui.Texts;
import chatx.desktop.ui.Work;
import chatx.protocol.ServerInfo;
import chatx.protocol.codec.InviteCodec;
import chatx.protocol.http.InviteAnswer;
import chatx.protocol.invite.InviteAddress;
import chatx.protocol.invite.InviteLink;
import chatx.protocol.invite.InviteToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.Region;

/** Each step of the first run, for pictures. */
public final class WelcomeSamples {
  private WelcomeSamples() {}

  public static Region start(Texts texts) {
    return new WelcomeView(texts, named(texts), null).root();
  }

  /** The first step with what was found. */
  public static Region startWith(Texts texts, Region found) {
    var view = new WelcomeView(texts, named(texts), null);
    view.found().getChildren().setAll(found);
    return view.root();
  }

  /** The step after Join with what was found. */
  public static Region joinWith(Texts texts, Region found) {
    WelcomeViewModel model = named(texts);
    model.chooseJoin();
    var view = new WelcomeView(texts, model, null);
    view.found().getChildren().setAll(found);
    return view.root();
  }

  public static Region host(Texts texts) {
    WelcomeViewModel model = named(texts);
    model.chooseHost();
    return new WelcomeView(texts, model, null).root();
  }

  public static Region address(Texts texts) {
    WelcomeViewModel model = named(texts);
    model.chooseJoin();
    model.addressProperty().set("not an address");
    model.connect();
    return new WelcomeView(texts, model, () -> {}).root();
  }

  public static Region account(Texts texts) {
    WelcomeViewModel model = named(texts);
    model.chooseJoin();
    model.reached(
        new WelcomeViewModel.Reached(
            new ServerAddress("192.168.1.5", 8420, true),
            new ServerInfo("Willow House\u2022", "1", 1, 4000, 65_536, 30),
            null));
    return new WelcomeView(texts, model, null).root();
  }

  /** An invite in the clipboard, which is offered. */
  public static Region offered(Texts texts) {
    WelcomeViewModel model = named(texts);
    String copied = new InviteCodec().text(INVITE);
    model.clipboard(copied);
    return new WelcomeView(texts, model, null, () -> copied).root();
  }

  /** The one confirmation of an invite. */
  public static Region invited(Texts texts) {
    WelcomeViewModel model = named(texts);
    model.reachedByInvite(
        new WelcomeViewModel.Invited(
            INVITE, new InviteAnswer("Willow House•", "The garden•", Instant.EPOCH, true)),
        new WelcomeViewModel.Reached(
            new ServerAddress("192.168.1.5", 8420, true),
            new ServerInfo("Willow House•", "1", 1, 4000, 65_536, 30),
            null));
    return new WelcomeView(texts, model, null).root();
  }

  private static final InviteLink INVITE =
      new InviteLink(
          List.of(new InviteAddress("192.168.1.5", 8420)),
          true,
          null,
          "Willow House•",
          "The garden•",
          InviteToken.of(new byte[InviteToken.BYTES]));

  private static WelcomeViewModel named(Texts texts) {
    var doors =
        new WelcomeViewModel.Doors(
            ServerApi::new, _ -> ServerTrust.of(null), _ -> false, _ -> Optional.empty(), _ -> {});
    WelcomeViewModel model = WelcomeViewModel.firstRun(texts, Work.atOnce(), doors, "laptop");
    model.displayNameProperty().set("Ada Lovelace");
    return model;
  }
}
