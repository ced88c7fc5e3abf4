/** Opening a room and catching up after a lost connection. */
@NullMarked
package chatx.server.catchup;

import org.jspecify.annotations.NullMarked;
