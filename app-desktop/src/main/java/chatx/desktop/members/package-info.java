/** Who is in the open room, and what may be done about them. */
@NullMarked
package chatx.desktop.members;

import org.jspecify.annotations.NullMarked;
