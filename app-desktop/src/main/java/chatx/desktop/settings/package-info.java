/** What a person may choose, and their sign-ins. */
@NullMarked
package chatx.desktop.settings;

import org.jspecify.annotations.NullMarked;
