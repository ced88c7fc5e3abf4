/** The column of servers at the edge of the window. */
@NullMarked
package chatx.desktop.rail;

import org.jspecify.annotations.NullMarked;
