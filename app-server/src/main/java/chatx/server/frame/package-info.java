/** Finished WebSocket frames: what rooms make once and every connection sends. */
@NullMarked
package chatx.server.frame;

import org.jspecify.annotations.NullMarked;
