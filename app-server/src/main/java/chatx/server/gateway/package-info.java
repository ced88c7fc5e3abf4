/** Connections as callers of commands: signing in, decoding, and the order of what is sent. */
@NullMarked
package chatx.server.gateway;

import org.jspecify.annotations.NullMarked;
