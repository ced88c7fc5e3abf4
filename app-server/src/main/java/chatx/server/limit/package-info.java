/** How much of something one connection, user or address may do in a time. */
@NullMarked
package chatx.server.limit;

import org.jspecify.annotations.NullMarked;
