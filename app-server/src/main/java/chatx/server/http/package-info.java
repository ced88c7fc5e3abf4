/** HTTP: routes, who may call them, JSON bodies and problems, over Grizzly. */
@NullMarked
package chatx.server.http;

import org.jspecify.annotations.NullMarked;
