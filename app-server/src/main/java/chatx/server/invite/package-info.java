/**
 * Invites: who may come in by a link, how often and until when. Knows neither rooms nor sockets.
 */
@NullMarked
package chatx.server.invite;

import org.jspecify.annotations.NullMarked;
