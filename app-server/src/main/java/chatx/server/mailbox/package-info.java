/** Bounded queues that are drained in order, one item after the other. */
@NullMarked
package chatx.server.mailbox;

import org.jspecify.annotations.NullMarked;
