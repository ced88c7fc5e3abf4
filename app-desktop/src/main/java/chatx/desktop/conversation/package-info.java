/** A room's conversation: its rows, what is selected in them, and the composer below. */
@NullMarked
package chatx.desktop.conversation;

import org.jspecify.annotations.NullMarked;
