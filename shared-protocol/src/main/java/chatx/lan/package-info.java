/** Finding servers on the local network and being found there: what both ends of it share. */
@NullMarked
package chatx.lan;

import org.jspecify.annotations.NullMarked;
