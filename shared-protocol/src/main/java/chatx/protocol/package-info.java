/** Every word that crosses the wire between a ChatX client and a server, as records. */
@NullMarked
package chatx.protocol;

import org.jspecify.annotations.NullMarked;
