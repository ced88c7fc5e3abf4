/** A program that breaks everything it can while many talk, and checks what was promised. */
@NullMarked
package chatx.server.bench.torture;

import org.jspecify.annotations.NullMarked;
