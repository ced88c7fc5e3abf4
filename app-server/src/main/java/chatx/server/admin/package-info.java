/** What the operator does to users, rooms and sessions, from the server's own machine only. */
@org.jspecify.annotations.NullMarked
package chatx.server.admin;
