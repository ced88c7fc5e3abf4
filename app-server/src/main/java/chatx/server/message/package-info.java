/** Posting messages and reading a room's past. */
@NullMarked
package chatx.server.message;

import org.jspecify.annotations.NullMarked;
