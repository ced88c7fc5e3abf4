/** Looking something up in the open room's past. */
@NullMarked
package chatx.desktop.find;

import org.jspecify.annotations.NullMarked;
