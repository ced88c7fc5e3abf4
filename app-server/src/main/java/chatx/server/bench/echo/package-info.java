/** The socket stack with an echo behind it, for conformance suites from outside. */
@NullMarked
package chatx.server.bench.echo;

import org.jspecify.annotations.NullMarked;
