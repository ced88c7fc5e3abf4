/** The server's own key, its certificate, and the engines that encrypt with them. */
@NullMarked
package chatx.server.tls;

import org.jspecify.annotations.NullMarked;
