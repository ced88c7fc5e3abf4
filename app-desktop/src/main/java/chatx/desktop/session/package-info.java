/**
 * The client library: one account's connection to one server, kept up, caught up and sent through;
 * knows no window.
 */
@NullMarked
package chatx.desktop.session;

import org.jspecify.annotations.NullMarked;
