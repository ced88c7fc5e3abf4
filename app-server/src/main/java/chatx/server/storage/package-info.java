/** The database: its pool, migrations and transactions, and when a commit counts as durable. */
@NullMarked
package chatx.server.storage;

import org.jspecify.annotations.NullMarked;
