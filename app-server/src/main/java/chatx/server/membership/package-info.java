/** Creating, finding, joining, leaving and governing rooms. */
@NullMarked
package chatx.server.membership;

import org.jspecify.annotations.NullMarked;
