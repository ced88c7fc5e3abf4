/** Keys in files that only the server's owner can read, and what is made with them: hashes. */
@NullMarked
package chatx.server.secret;

import org.jspecify.annotations.NullMarked;
