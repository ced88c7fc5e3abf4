/** Tests of what the app keeps on disk. */
@NullMarked
package chatx.desktop.storage;

import org.jspecify.annotations.NullMarked;
