/**
 * The main window's frame: where rail, rooms, conversation and members stand, and what gives way
 * when it is narrow.
 */
@NullMarked
package chatx.desktop.window;

import org.jspecify.annotations.NullMarked;
