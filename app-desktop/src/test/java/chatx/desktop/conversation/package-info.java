/** A conversation on the headless platform: rows that stay in place, selection, writing. */
@NullMarked
package chatx.desktop.conversation;

import org.jspecify.annotations.NullMarked;
