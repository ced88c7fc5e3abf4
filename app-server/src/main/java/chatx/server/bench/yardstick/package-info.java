/** What the server is compared with: a bare broadcast loop on Netty that keeps nothing. */
@NullMarked
package chatx.server.bench.yardstick;

import org.jspecify.annotations.NullMarked;
