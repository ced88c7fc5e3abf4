package chatx.desktop;

import chatx.desktop.model.HostModel;
import chatx.desktop.settings.HostDesk;
import chatx.desktop.ui.Dialog;
import chatx.desktop.ui.Dialogs;
import chatx.desktop.ui.Texts;
import org.jspecify.annotations.Nullable;

/** The switch of the server inside this app, with the questions before it. FX thread only. */
final class HostControls implements HostDesk {
  private final Texts texts;
  private final Dialogs dialogs;
  private final HostSwitch hosting;
  private final Runnable invite;
  private final Runnable checkNetwork;
  private @Nullable Dialog question;

  /**
   * @param invite shows the invites to that server
   * @param checkNetwork shows what keeps people on the network from finding each other
   */
  HostControls(
      Texts texts, Dialogs dialogs, HostSwitch hosting, Runnable invite, Runnable checkNetwork) {
    this.invite = invite;
    this.checkNetwork = checkNetwork;
    this.texts = texts;
    this.dialogs = dialogs;
    this.hosting = hosting;
  }

  @Override
  public HostModel model() {
    return hosting.model();
  }

  @Override
  public int others() {
    return hosting.others();
  }

  @Override
  public void askToStop() {
    if (isRunning() && !isAsking()) {
      question =
          dialogs.confirm(
              texts.get("host.stop.title"),
              texts.get("host.stop.text", hosting.others()),
              texts.get("host.stop.action"),
              hosting::stop);
    }
  }

  @Override
  public void start() {
    hosting.start();
  }

  @Override
  public void invite() {
    invite.run();
  }

  @Override
  public void checkNetwork() {
    checkNetwork.run();
  }

  /** Whoever hosts ends the conversation of others, so they are asked. */
  void askToQuit(Runnable quit) {
    if (!isRunning()) {
      quit.run();
    } else if (!isAsking()) {
      question =
          dialogs.confirm(
              texts.get("quit.title"),
              texts.get("quit.hosting", hosting.others()),
              texts.get("quit.action"),
              quit);
    }
  }

  private boolean isRunning() {
    return hosting.model().state() == HostModel.State.RUNNING;
  }

  private boolean isAsking() {
    return question != null && question.isShowing();
  }
}
