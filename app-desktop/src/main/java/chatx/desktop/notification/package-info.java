/** Notifications of the system: its own programs, since JavaFX has none. */
@NullMarked
package chatx.desktop.notification;

import org.jspecify.annotations.NullMarked;
