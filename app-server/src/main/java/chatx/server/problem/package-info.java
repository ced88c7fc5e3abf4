/** Refusals in words: what happened and what to do. */
@NullMarked
package chatx.server.problem;

import org.jspecify.annotations.NullMarked;
