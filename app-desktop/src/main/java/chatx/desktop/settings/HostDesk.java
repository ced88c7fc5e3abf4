package chatx.desktop.settings;

import chatx.desktop.model.HostModel;

/** What one may do with the server inside this app. FX thread only. */
public interface HostDesk {
  HostModel model();

  /** How many people are connected besides the host. */
  int others();

  /** Asks, then stops. */
  void askToStop();

  void start();

  /** Shows the invites to that server. */
  void invite();

  /** Shows what keeps people on the network from finding each other. */
  void checkNetwork();
}
