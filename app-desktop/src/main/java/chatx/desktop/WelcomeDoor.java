package chatx.desktop;

import chatx.desktop.model.ServerModel;
import chatx.desktop.session.ServerApi;
import chatx.desktop.ui.Texts;
import chatx.desktop.welcome.Hosting;
import chatx.desktop.welcome.SignedIn;
import chatx.desktop.welcome.WelcomeView;
import chatx.desktop.welcome.WelcomeViewModel;
import chatx.desktop.window.MainView;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways to a server, shown instead of the rooms. FX thread only. */
final class WelcomeDoor {
  private final Texts texts;
  private final WindowNeeds needs;
  private final MainView main;
  private final WelcomeViewModel.Doors doors;
  private final Runnable back;

  /**
   * @param back to the rooms, where there are any
   */
  WelcomeDoor(
      Texts texts,
      WindowNeeds needs,
      MainView main,
      Hosting hosting,
      Consumer<SignedIn> signedIn,
      Runnable back) {
    this.texts = texts;
    this.needs = needs;
    this.main = main;
    this.doors = new WelcomeViewModel.Doors(ServerApi::new, hosting, signedIn);
    this.back = back;
  }

  /** Nobody is signed in anywhere. */
  void firstRun() {
    show(WelcomeViewModel.firstRun(texts, needs.work(), doors, needs.device()), null);
  }

  void another() {
    ServerModel known = needs.app().selectedServerProperty().get();
    show(
        WelcomeViewModel.another(
            texts,
            needs.work(),
            doors,
            needs.device(),
            known == null ? "" : known.me().displayName()),
        back);
  }

  /** Asks for the password of an account whose session has ended. */
  void signInAgain(ServerModel server) {
    show(
        WelcomeViewModel.again(
            texts,
            needs.work(),
            doors,
            needs.device(),
            server.account().address(),
            server.me().name()),
        back);
  }

  private void show(WelcomeViewModel model, @Nullable Runnable cancel) {
    main.whole(new WelcomeView(texts, model, cancel).root());
  }
}
