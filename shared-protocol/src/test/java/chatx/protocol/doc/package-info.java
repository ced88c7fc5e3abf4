/** Writes docs/protocol.md from the protocol's own types, and checks that it is true. */
@NullMarked
package chatx.protocol.doc;

import org.jspecify.annotations.NullMarked;
