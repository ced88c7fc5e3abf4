/** What is measured: saturation and latency, idle connections, starts, the past. */
@NullMarked
package chatx.server.bench.scenario;

import org.jspecify.annotations.NullMarked;
