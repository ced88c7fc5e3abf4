/** The only JSON of the socket: frames to text and back. */
@NullMarked
package chatx.protocol.codec;

import org.jspecify.annotations.NullMarked;
