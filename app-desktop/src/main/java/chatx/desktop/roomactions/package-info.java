/** What a room is like, and what may be done with it as a whole. */
@NullMarked
package chatx.desktop.roomactions;

import org.jspecify.annotations.NullMarked;
