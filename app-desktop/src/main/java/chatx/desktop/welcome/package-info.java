/** The first run and every further server: host or join, create an account or sign in. */
@NullMarked
package chatx.desktop.welcome;

import org.jspecify.annotations.NullMarked;
