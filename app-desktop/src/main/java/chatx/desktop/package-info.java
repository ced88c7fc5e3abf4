/** What people start: the desktop app's composition root. */
@NullMarked
package chatx.desktop;

import org.jspecify.annotations.NullMarked;
