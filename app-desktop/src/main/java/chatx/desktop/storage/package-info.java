/** What the desktop app keeps on disk; the lowest floor, which knows the protocol and no window. */
@NullMarked
package chatx.desktop.storage;

import org.jspecify.annotations.NullMarked;
