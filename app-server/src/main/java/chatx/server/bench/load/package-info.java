/**
 * The load generator: WebSocket clients by the thousand on one thread, which check all they get.
 */
@NullMarked
package chatx.server.bench.load;

import org.jspecify.annotations.NullMarked;
