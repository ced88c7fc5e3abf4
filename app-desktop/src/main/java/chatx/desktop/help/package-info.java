/** The sheet of all keys. */
@NullMarked
package chatx.desktop.help;

import org.jspecify.annotations.NullMarked;
