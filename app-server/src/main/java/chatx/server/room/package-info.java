/** Rooms: one writer each, a dense log, and the fan-out. Knows neither sockets nor features. */
@NullMarked
package chatx.server.room;

import org.jspecify.annotations.NullMarked;
