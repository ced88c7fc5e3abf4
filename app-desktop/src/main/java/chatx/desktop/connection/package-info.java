/** The banner that says how it stands with the server when it does not stand well. */
@NullMarked
package chatx.desktop.connection;

import org.jspecify.annotations.NullMarked;
