/** The roof: starts and stops a chat server, and holds every setting it can be started with. */
@org.jspecify.annotations.NullMarked
package chatx.server;
