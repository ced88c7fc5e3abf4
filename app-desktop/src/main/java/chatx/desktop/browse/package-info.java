/** All rooms of a server: looking for one, joining it, making a new one. */
@NullMarked
package chatx.desktop.browse;

import org.jspecify.annotations.NullMarked;
