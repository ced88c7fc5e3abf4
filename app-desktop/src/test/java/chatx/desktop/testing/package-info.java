/** What tests of the app share: a real server, a connection that breaks on demand. */
@NullMarked
package chatx.desktop.testing;

import org.jspecify.annotations.NullMarked;
