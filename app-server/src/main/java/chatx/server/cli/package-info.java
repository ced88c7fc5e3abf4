/** The command line: starting a server, looking after it, and the operator's commands. */
@org.jspecify.annotations.NullMarked
package chatx.server.cli;
