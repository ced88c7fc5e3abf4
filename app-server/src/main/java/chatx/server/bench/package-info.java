/** Measuring the real server: processes, seeded data, figures. Only the command line knows it. */
@NullMarked
package chatx.server.bench;

import org.jspecify.annotations.NullMarked;
