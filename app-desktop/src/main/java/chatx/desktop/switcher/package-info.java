/** Going to a room by typing a few letters of its name. */
@NullMarked
package chatx.desktop.switcher;

import org.jspecify.annotations.NullMarked;
