/**
 * By what a client knows a server again: its key, in the forms that machines and people exchange.
 */
@NullMarked
package chatx.protocol.trust;

import org.jspecify.annotations.NullMarked;
