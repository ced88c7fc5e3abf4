/** An append-only journal of opaque records: what it has acknowledged outlives a power cut. */
@NullMarked
package chatx.server.journal;

import org.jspecify.annotations.NullMarked;
