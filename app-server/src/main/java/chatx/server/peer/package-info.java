/**
 * Who is on the other side of a request: the page it comes from, and its address behind proxies.
 */
@NullMarked
package chatx.server.peer;

import org.jspecify.annotations.NullMarked;
