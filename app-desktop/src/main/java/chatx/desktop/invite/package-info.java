/** Making invites to a room or a server: link, QR code, and the list of those that are open. */
@NullMarked
package chatx.desktop.invite;

import org.jspecify.annotations.NullMarked;
