/** Who may ask for what, and on which thread it runs. */
@NullMarked
package chatx.server.command;

import org.jspecify.annotations.NullMarked;
