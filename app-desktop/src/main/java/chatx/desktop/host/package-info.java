/** Running a server inside this program; the only package here that knows the server. */
@NullMarked
package chatx.desktop.host;

import org.jspecify.annotations.NullMarked;
