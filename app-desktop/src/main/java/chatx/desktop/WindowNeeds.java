package chatx.desktop;

import chatx.desktop.model.AppModel;
import chatx.desktop.nearby.Lan;
import chatx.desktop.storage.Preferences;
import chatx.desktop.ui.Theme;
import chatx.desktop.ui.Work;
import java.time.Clock;

/**
 * What the window stands on, which stays while it is built anew in another language.
 *
 * @param device what a server's list of sessions calls this computer
 */
record WindowNeeds(
    Preferences preferences,
    Theme theme,
    Work work,
    Clock clock,
    AppModel app,
    OpenAccounts accounts,
    HostSwitch hosting,
    Lan lan,
    String device) {}
