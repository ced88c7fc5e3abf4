/** Who is online, told to those who share a room with them. */
@NullMarked
package chatx.server.presence;

import org.jspecify.annotations.NullMarked;
