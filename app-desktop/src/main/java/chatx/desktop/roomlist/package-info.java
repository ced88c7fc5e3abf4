/** The rooms one is in, on the server in front. */
@NullMarked
package chatx.desktop.roomlist;

import org.jspecify.annotations.NullMarked;
