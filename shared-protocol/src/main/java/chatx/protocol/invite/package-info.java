/** An invite: what a link or a QR code carries from somebody inside to somebody outside. */
@NullMarked
package chatx.protocol.invite;

import org.jspecify.annotations.NullMarked;
