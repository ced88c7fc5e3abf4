/**
 * The door for sockets: one Grizzly listener that guards HTTP and WebSocket before any library
 * reads them, and the connections behind it. Tyrus and Grizzly are known here and in the HTTP
 * package only.
 */
@NullMarked
package chatx.server.socket;

import org.jspecify.annotations.NullMarked;
