/**
 * The data folder: whose it is, which version wrote it, and how its database is brought forward.
 */
@org.jspecify.annotations.NullMarked
package chatx.server.data;
